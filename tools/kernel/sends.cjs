'use strict';

/*
 * Messages wait their turn.
 *
 * A ZeroMQ socket takes one message at a time. When the last one is not yet gone (a busy machine, a large chart), the
 * binding answers the next with an exception, EBUSY, and tslab, which awaits no message, dies of it: seldom, in the
 * middle of a training. Here such a message waits for the one before it; all others go out at once, as before.
 */

/** Mends `send` of a socket class: messages leave in the order in which they were sent, none is lost, none throws EBUSY. */
function queueSends(Socket) {
  const send = Socket.prototype.send;
  const states = new WeakMap(); // a socket's last message, as a promise, and those that wait for it
  const stateOf = socket => {
    if (!states.has(socket)) states.set(socket, { last: undefined, waiting: [], draining: false });
    return states.get(socket);
  };

  /** Hands a message to the binding; false when that is busy with the last one. */
  function tryNow(socket, state, message) {
    try {
      state.last = send.call(socket, message);
      return true;
    } catch (error) {
      if (error.code === 'EBUSY') return false;
      throw error;
    }
  }

  async function drain(socket, state) {
    state.draining = true;
    while (state.waiting.length > 0) {
      await state.last?.catch(() => {}); // whoever sent that message hears of it
      const { message, resolve, reject } = state.waiting[0];
      try {
        if (!tryNow(socket, state, message)) {
          await new Promise(setImmediate);
          continue;
        }
        state.last.then(resolve, reject);
      } catch (error) {
        reject(error); // the socket was closed
      }
      state.waiting.shift();
    }
    state.draining = false;
  }

  function sendInTurn(message) {
    const state = stateOf(this);
    if (state.waiting.length === 0 && tryNow(this, state, message)) return state.last;
    const sent = new Promise((resolve, reject) => state.waiting.push({ message, resolve, reject }));
    sent.catch(() => {}); // tslab awaits no message: one that a closed socket swallows must not end the process
    if (!state.draining) drain(this, state);
    return sent;
  }
  Object.defineProperty(Socket.prototype, 'send', { value: sendInTurn }); // read-only for an assignment
}

/** Mends the sockets of a kernel. */
function mendSends() {
  const { Publisher, Router, Reply } = require(require.resolve('zeromq', { paths: [require.resolve('tslab')] }));
  for (const Socket of [Publisher, Router, Reply]) queueSends(Socket);
}

module.exports = { mendSends, queueSends };
