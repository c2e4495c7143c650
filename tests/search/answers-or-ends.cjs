'use strict';
// Answers a message with what it says or with how many it has been asked, ends, or never answers.

let asked = 0;

/** @param {{ answer?: number, count?: boolean, end?: boolean }} question */
function take({ answer, count, end }) {
  asked++;
  if (end) process.exit(1);
  if (count) process.send?.(asked);
  if (answer !== undefined) process.send?.(answer);
}

process.on('message', question => take(/** @type {Parameters<typeof take>[0]} */ (question)));
