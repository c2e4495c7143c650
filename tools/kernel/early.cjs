'use strict';

/*
 * The kernel answers before its compiler is there.
 *
 * tslab starts the compiler first, which takes most of its start, and opens its sockets then: Jupyter asks whether it is there, and
 * asks again. Here it starts once that is answered, while Jupyter takes its time to go on, or else with the first cell.
 */
const ANSWERED_MS = 10; // until the answer is on its way

/** @typedef {import('tslab/dist/converter').Converter} Converter */

function answerEarly() {
  const converter = require('tslab/dist/converter');
  const { ZmqServer } = require('tslab/dist/jupyter');
  /** @type {(() => Converter)[]} */
  const waiting = [];

  const { createConverter } = converter;
  converter.createConverter = options => {
    /** @type {Converter | undefined} */
    let made;
    const start = () => {
      made ??= createConverter(options);
      return made;
    };
    waiting.push(start);
    return {
      convert: (...args) => start().convert(...args),
      inspect: (...args) => start().inspect(...args),
      complete: (...args) => start().complete(...args),
      addModule: (...args) => start().addModule(...args),
      close: () => made?.close(),
    };
  };

  const { handleKernelInfo } = ZmqServer.prototype;
  /** @type {typeof handleKernelInfo} */
  ZmqServer.prototype.handleKernelInfo = function (socket, message) {
    handleKernelInfo.call(this, socket, message);
    setTimeout(() => {
      for (const start of waiting.splice(0)) start();
    }, ANSWERED_MS);
  };
}

module.exports = { answerEarly };
