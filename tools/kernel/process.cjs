'use strict';

/* What happens to the kernel's process: errors that reach it, attempts to end it, and its proper end. */
const fs = require('node:fs');
const { ZmqServer } = require('tslab/dist/jupyter');
const { takeUnawaited } = require('./cells.cjs');

const ORPHAN_CHECK_MS = 2000;
/** What tools/course/kernel.py starts another kernel after, as sysexits.h has it: try again. */
const TRY_AGAIN = 75;

/**
 * A kernel that cannot open its sockets ends and says why. Jupyter picks free ports a moment before, of which another program may have taken
 * one since; JupyterLab then starts the kernel again with others. tslab would wait for ever, without a socket to be asked by.
 */
function endIfClosed() {
  const exit = process.exit.bind(process);
  const { init } = ZmqServer.prototype;
  ZmqServer.prototype.init = function () {
    return init.call(this).catch((/** @type {NodeJS.ErrnoException} */ { code, message }) => {
      const isTaken = code === 'EADDRINUSE';
      const why = isTaken ? 'another program has taken one of its ports. Start it again' : message;
      fs.writeSync(2, `The tslab kernel cannot start: ${why}.\n`);
      exit(isTaken ? TRY_AGAIN : 1);
    });
  };
}

function guardProcess() {
  const exit = process.exit.bind(process);

  // A library may add a listener that throws (Emscripten's do), which would end the process: a capture callback comes
  // before all of them. The same error can arrive twice that way.
  process.removeAllListeners('uncaughtException');
  process.removeAllListeners('unhandledRejection');
  /** @type {unknown} */
  let previous;
  const take = (/** @type {unknown} */ thrown) => {
    const again = thrown === previous && typeof thrown === 'object';
    previous = thrown;
    if (again) return;
    try {
      takeUnawaited(thrown);
    } catch (failure) {
      // Thrown in a capture callback, this would end the process without a word.
      const [error, why] = [thrown, failure].map(one => /** @type {Partial<Error> | undefined} */ (one)?.stack ?? one);
      fs.writeSync(2, `The tslab kernel could not show an error: ${error}\n${why}\n`);
    }
  };
  process.setUncaughtExceptionCaptureCallback(take);
  process.on('unhandledRejection', take);

  process.exit = code => {
    throw new Error(
      `process.exit(${code ?? ''}) would end the kernel and lose every variable, so it was refused. ` +
        'To leave a cell early, throw an error; to start afresh, restart the kernel from the menu.',
    );
  };

  // tslab closes its sockets and waits for the process to run dry, which a worker thread or a timer can hold up.
  const close = ZmqServer.prototype.close;
  ZmqServer.prototype.close = function () {
    close.call(this);
    setTimeout(exit, 200, 0);
  };

  // A Jupyter server that was killed cannot shut its kernels down: without a parent, end.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid === parent) return;
    fs.writeSync(2, 'The tslab kernel ends: the Jupyter server that started it is gone.\n');
    exit(1);
  }, ORPHAN_CHECK_MS).unref();
}

module.exports = { endIfClosed, guardProcess };
