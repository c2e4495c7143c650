'use strict';

/*
 * How a cell ends. tslab writes an error to stderr as text, answers with a bare `{status: 'error'}`, and takes no
 * notice of promises and timers that fail on their own. Here
 * - an error is an `error` output, and the reply carries its name, message and traceback;
 * - what nobody awaited fails the cell it came from. If that cell has ended, the error is added to it, and the next
 *   cell opens with a line that says so (NOTICE; tools/course reads it back);
 * - requests that wait behind a failed cell are answered `aborted`, the protocol's word;
 * - one that comes from another page than the running cell's is shown, while it waits, what that cell displays;
 * - requests of JupyterLab that tslab does not know are passed over in silence.
 */
const { format } = require('node:util');
const { Displays } = require('./displays.cjs');
const { describeDiagnostics, describeThrown, describeUnawaited, interrupted } = require('./errors.cjs');
const { cellOf, enterCell } = require('./sources.cjs');
const { CellOutput } = require('./streams.cjs');

/** @typedef {import('./errors.cjs').ErrorContent} ErrorContent */
/** @typedef {import('tslab/dist/jupyter').ZmqServer} ZmqServer */
/** @typedef {Parameters<ZmqServer['handler']['handleExecute']>[0]} Request */
/** @typedef {import('./streams.cjs').Publish} Publish */
/** @typedef {{ session: string, send: Publish }} Asker the page that asks for a cell, and the way to the cell's output */
/**
 * @typedef {{ number: number, publish: Publish, displays: Displays, diagnostics: string[], error: ErrorContent | undefined }} Cell
 */
/**
 * What tslab's own types call private.
 * @typedef {object} Handler
 * @property {number} execCount
 * @property {(request: Request, writeStream: (name: string, text: string) => void,
 *   writeDisplayData: (data: object, update: boolean) => void) => Promise<unknown>} handleExecuteImpl
 */

/** Requests that tslab does not know, and would complain about in the output of whatever cell ran last. */
const UNKNOWN = ['history_request', 'comm_open', 'comm_msg', 'comm_close', 'debug_request'];
const DELIMITER = '<IDS|MSG>'; // the header is the second frame after it

const SETTLE_MS = 5; // two turns of the event loop and a timer of 0 ms
const DRAIN_MS = 30; // for requests that were sent before the failure and are still on the wire

/**
 * Cells that have run, by their number: where a late error belongs.
 * @type {Map<number | undefined, Cell>}
 */
const cells = new Map();
/** @type {Cell | undefined} */
let running;
/** @type {Cell | undefined} */
let last;
/** @type {string[]} */
let notices = [];
/** Ends the running cell, whatever became of its code. */
let giveUp = () => {};
let received = 0;
let abortUpTo = 0;
/** @type {Promise<unknown>} */
let queue = Promise.resolve();

const sleep = (/** @type {number} */ ms) => new Promise(resolve => setTimeout(resolve, ms));

/**
 * Shows an error in a cell; the first one is what the cell is answered with.
 * @param {Cell} cell
 * @param {ErrorContent} error
 */
function fail(cell, error) {
  cell.error ??= error;
  cell.publish('error', error);
}

/**
 * @param {Cell | undefined} cell
 * @param {ErrorContent} error
 */
function noticeOf(cell, error) {
  const number = cell ? `cell [${cell.number}]` : 'the last cell';
  return `after ${number} had ended, an error that nobody awaited: ${error.ename}: ${error.evalue}\n`;
}

/**
 * Takes an error that reached the process instead of a cell's code.
 * @param {unknown} thrown
 */
function takeUnawaited(thrown) {
  const origin = cells.get(cellOf(thrown)) ?? running ?? last;
  const error = describeUnawaited(thrown);
  if (origin) fail(origin, error);
  if (origin && origin === running) return;
  const notice = noticeOf(origin, error);
  if (running) running.publish('stream', { name: 'stderr', text: notice });
  else notices.push(notice);
}

/**
 * @param {Handler} handler
 * @param {Request} request
 * @param {Asker} asker
 * @returns {Promise<object>} the reply
 */
async function runCell(handler, request, { session, send }) {
  const output = new CellOutput(send);
  const publish = output.publish.bind(output);
  /** @type {Cell} */
  const cell = {
    number: handler.execCount + 1,
    publish,
    displays: new Displays(session),
    diagnostics: [],
    error: undefined,
  };
  cells.set(cell.number, cell);
  enterCell(cell.number, request.code);
  running = cell;
  for (const text of notices) publish('stream', { name: 'stderr', text });
  notices = [];
  const stopped = new Promise((_, reject) => {
    giveUp = () => reject(interrupted());
  });
  stopped.catch(() => {});
  // In a turn of its own: code that is stopped from outside takes all that called it along.
  // And listened to at once: it takes along what waits in the queue of promises as well.
  /** @type {Promise<void>} */
  const turn = new Promise(setImmediate);
  const ran = new Promise((resolve, reject) => {
    void turn.then(() => {
      handler
        .handleExecuteImpl(
          request,
          (name, text) => output.write(name, text),
          (content, update) => {
            cell.displays.keep(content);
            publish(update ? 'update_display_data' : 'display_data', content);
          },
        )
        .then(resolve, reject);
    });
  });
  try {
    await Promise.race([ran, stopped]);
  } catch (thrown) {
    // tslab throws a bare count for a cell whose error it has reported already; anything else is a fault of its own.
    if (thrown instanceof Error) fail(cell, describeThrown(thrown));
  }
  if (cell.diagnostics.length > 0) fail(cell, describeDiagnostics(cell.diagnostics));
  await sleep(SETTLE_MS);
  await new Promise(setImmediate);
  if (cell.error && request.stop_on_error !== false) {
    await sleep(DRAIN_MS);
    abortUpTo = received;
  }
  output.end();
  giveUp = () => {};
  running = undefined;
  last = cell;
  return cell.error
    ? { status: 'error', execution_count: cell.number, ...cell.error }
    : { status: 'ok', execution_count: cell.number, payload: [], user_expressions: {} };
}

/**
 * @param {Handler} handler
 * @param {Request} request
 * @param {Asker} asker
 * @returns {Promise<object>} the reply
 */
function execute(handler, request, asker) {
  const turn = ++received;
  running?.displays.showIn(asker.session, asker.send);
  const reply = queue.then(() => (turn <= abortUpTo ? { status: 'aborted' } : runCell(handler, request, asker)));
  queue = reply.catch(() => {});
  return reply;
}

function mendCells() {
  const executor = require('tslab/dist/executor');
  const { ZmqServer } = require('tslab/dist/jupyter');

  // tslab reports through this console: a thrown value as the only argument, a diagnostic as a format with arguments.
  const createExecutor = executor.createExecutor;
  executor.createExecutor = (rootDir, converters, console) =>
    createExecutor(rootDir, converters, {
      log: console.log,
      error(...args) {
        const cell = /** @type {Cell} */ (running); // it reports nothing else
        if (args.length > 1) cell.diagnostics.push(format(...args));
        else fail(cell, describeThrown(args[0]));
      },
    });

  const handleShellMessage = ZmqServer.prototype.handleShellMessage;
  /** @type {ZmqServer['handleShellMessage']} */
  ZmqServer.prototype.handleShellMessage = async function (socket, ...frames) {
    const at = frames.findIndex(frame => frame.toString() === DELIMITER);
    const unknown = at >= 0 && UNKNOWN.includes(JSON.parse(frames[at + 2].toString()).msg_type);
    const { warn } = console;
    if (unknown) console.warn = () => {}; // tslab complains before its first await, then says that it is idle again
    const handled = handleShellMessage.call(this, socket, ...frames);
    console.warn = warn;
    await handled;
  };

  /** @type {ZmqServer['handleExecute']} */
  ZmqServer.prototype.handleExecute = async function (socket, message) {
    /** @type {(channel: unknown, type: string, content: object) => void} */
    const send = (channel, type, content) => {
      const reply = message.createReply();
      reply.header.msg_type = type;
      reply.content = content;
      reply.signAndSend(this.connInfo.key, channel);
    };
    const handler = /** @type {Handler} */ (/** @type {unknown} */ (this.handler));
    const request = /** @type {Request} */ (message.content);
    const reply = await execute(handler, request, {
      session: message.header.session,
      send: (type, content) => send(this.iopub, type, content),
    });
    send(socket, 'execute_reply', reply);
  };
}

module.exports = { cellToEnd: () => giveUp, mendCells, takeUnawaited };
