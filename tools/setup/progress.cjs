'use strict';

/**
 * What the set-up tells its reader, on stderr: lines that stay (`say`), and one line that changes (`update`): in place on a terminal, now
 * and then as a line of its own elsewhere. `quiet` says nothing at all.
 *
 * @param {{ quiet?: boolean, stream?: NodeJS.WriteStream, every?: number }} [options] every: milliseconds between two lines elsewhere
 */
function startProgress({ quiet = false, stream = process.stderr, every = 15_000 } = {}) {
  const inPlace = Boolean(stream.isTTY);
  let shown = false;
  let last = Date.now();
  const clear = () => {
    if (shown) stream.write('\r\x1b[2K');
    shown = false;
  };
  return {
    say(/** @type {string} */ text) {
      if (quiet) return;
      clear();
      stream.write(`${text}\n`);
      last = Date.now();
    },
    update(/** @type {string} */ text) {
      if (quiet) return;
      if (inPlace) {
        clear();
        stream.write(text.slice(0, (stream.columns ?? 80) - 1));
        shown = true;
      } else if (Date.now() - last >= every) {
        this.say(text);
      }
    },
    end: clear,
  };
}

/**
 * `[######----] 60 %`
 *
 * @param {number} part 0 to 1
 */
function bar(part, width = 24) {
  const full = Math.round(Math.min(1, part) * width);
  return `[${'#'.repeat(full)}${'-'.repeat(width - full)}] ${String(Math.floor(Math.min(1, part) * 100)).padStart(3)} %`;
}

module.exports = { startProgress, bar };
