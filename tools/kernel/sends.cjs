'use strict';

/*
 * Messages wait their turn.
 *
 * A ZeroMQ socket takes one message at a time. When the last one is not yet gone (a busy machine, a large chart), the
 * binding answers the next with an exception, EBUSY, and tslab, which awaits no message, dies of it: seldom, in the
 * middle of a training. Here such a message waits for the one before it; all others go out at once, as before.
 */

/** @typedef {{ send(message: unknown): Promise<void> }} Sender */
/** @typedef {{ message: unknown, resolve: () => void, reject: (error: unknown) => void }} Waiting */
/**
 * A socket's last message, as a promise, and those that wait for it.
 * @typedef {{ last: Promise<void> | undefined, waiting: Waiting[], draining: boolean }} State
 */

/**
 * Mends `send` of a socket class: messages leave in the order in which they were sent, none is lost, none throws EBUSY.
 * @param {{ prototype: Sender }} Socket
 */
function queueSends(Socket) {
  const send = Socket.prototype.send;
  /** @type {WeakMap<Sender, State>} */
  const states = new WeakMap();
  const stateOf = (/** @type {Sender} */ socket) => {
    const state = states.get(socket) ?? { last: undefined, waiting: [], draining: false };
    states.set(socket, state);
    return state;
  };

  /**
   * Hands a message to the binding.
   * @param {Sender} socket
   * @param {State} state
   * @param {unknown} message
   * @returns {Promise<void> | undefined} undefined when the binding is busy with the last one
   */
  function tryNow(socket, state, message) {
    try {
      state.last = send.call(socket, message);
      return state.last;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EBUSY') return undefined;
      throw error;
    }
  }

  /**
   * @param {Sender} socket
   * @param {State} state
   */
  async function drain(socket, state) {
    state.draining = true;
    while (state.waiting.length > 0) {
      await state.last?.catch(() => {}); // whoever sent that message hears of it
      const { message, resolve, reject } = state.waiting[0];
      try {
        const gone = tryNow(socket, state, message);
        if (!gone) {
          await new Promise(setImmediate);
          continue;
        }
        gone.then(resolve, reject);
      } catch (error) {
        reject(error); // the socket was closed
      }
      state.waiting.shift();
    }
    state.draining = false;
  }

  /**
   * @this {Sender}
   * @param {unknown} message
   * @returns {Promise<void>}
   */
  function sendInTurn(message) {
    const state = stateOf(this);
    const gone = state.waiting.length === 0 ? tryNow(this, state, message) : undefined;
    if (gone) return gone;
    /** @type {Promise<void>} */
    const sent = new Promise((resolve, reject) => state.waiting.push({ message, resolve, reject }));
    sent.catch(() => {}); // tslab awaits no message: one that a closed socket swallows must not end the process
    if (!state.draining) drain(this, state);
    return sent;
  }
  Object.defineProperty(Socket.prototype, 'send', { value: sendInTurn }); // read-only for an assignment
}

/** Mends the sockets of a kernel. */
function mendSends() {
  /** @type {typeof import('zeromq')} */
  const { Publisher, Router, Reply } = require(require.resolve('zeromq', { paths: [require.resolve('tslab')] }));
  for (const Socket of [Publisher, Router, Reply]) queueSends(Socket);
  // A publisher drops what a slow reader leaves in a full queue, the word that a cell has ended included.
  const { bind } = Publisher.prototype;
  Object.defineProperty(Publisher.prototype, 'bind', {
    value(/** @type {string} */ address) {
      this.sendHighWaterMark = 0; // no limit; a cell's output is bounded in streams.cjs
      return bind.call(this, address);
    },
  });
}

module.exports = { mendSends, queueSends };
