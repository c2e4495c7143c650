'use strict';
// Answers a message with what it says, ends, or never answers.

/** @param {{ answer?: number, end?: boolean }} question */
function take({ answer, end }) {
  if (end) process.exit(1);
  if (answer !== undefined) process.send?.(answer);
}

process.on('message', question => take(/** @type {{ answer?: number, end?: boolean }} */ (question)));
