'use strict';

/*
 * What an answer gives must not hang on when it is asked. Here the clock is one that counts the questions, and chance is
 * seeded: a submission that looks at either comes out the same at each grading, and sees two different days.
 */

const DAY = 86_400_000;
const BEGIN = Date.UTC(2026, 0, 1);

let now = BEGIN;

function repeatClock() {
  const tick = () => now++;
  Date.now = tick;
  globalThis.Date = new Proxy(Date, {
    apply: RealDate => new RealDate(tick()).toString(),
    construct: (RealDate, args, asked) => Reflect.construct(RealDate, args.length === 0 ? [tick()] : args, asked),
  });
  Date.prototype.constructor = Date; // a date does not lead to the real clock
}

/**
 * The second time round it is another day, of another parity.
 * @param {number} round from 0
 */
function laterDay(round) {
  now = BEGIN + round * (200 * DAY + 1);
}

/** From its first number on: mulberry32. */
function repeatChance() {
  let state = 1;
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

module.exports = { repeatClock, repeatChance, laterDay };
