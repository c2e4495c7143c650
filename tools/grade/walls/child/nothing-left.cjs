'use strict';

/*
 * A process that has run one exercise takes the next one as if it were new. Names that cells have put on globalThis are taken
 * away; where something still runs, the process is not used any more. What is changed of the language or of a module stays: an
 * answer that fails in such a process is tried again in one of its own (tools/grade/grade-exercise.ts).
 */

const isTimer = (/** @type {string} */ resource) => resource === 'Timeout' || resource === 'Immediate';

/** The names on globalThis that are the course's: what is loaded for an exercise may add to them. */
const own = new Set(Object.getOwnPropertyNames(globalThis));

/** What is on globalThis now belongs there. */
function keepNames() {
  for (const name of Object.getOwnPropertyNames(globalThis)) own.add(name);
}

/** @throws Error where something of the exercise before still runs */
function leaveNothing() {
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!own.has(name)) Reflect.deleteProperty(globalThis, name);
  }
  const running = process.getActiveResourcesInfo().filter(isTimer);
  if (running.length > 0) throw new Error(`something of the exercise before still runs: ${running.join(', ')}`);
}

module.exports = { keepNames, leaveNothing };
