import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';

const MODULE = require.resolve('../../../tools/grade/walls/child/repeatable.cjs');

/** What an expression gives in a process whose clock and chance are repeatable; it is told of a day by its number. */
function inChild(expression: string, round = 0): unknown {
  const script = `const { repeatClock, repeatChance, laterDay } = require(${JSON.stringify(MODULE)});
    repeatClock(); repeatChance(); laterDay(${round}); console.log(JSON.stringify(${expression}));`;
  return JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', env: { TZ: 'UTC' } }));
}

describe("the child's clock", () => {
  test('counts the questions from a fixed day on, however it is asked', () => {
    const questions = '[Date.now(), new Date().getTime(), Number(new Date()), Date.now()]';
    const begin = Date.UTC(2026, 0, 1);
    expect(inChild(questions)).toEqual([begin, begin + 1, begin + 2, begin + 3]);
  });

  test('another round is another day, of another parity', () => {
    const [first, second] = [0, 1].map(round => inChild('Date.now()', round) as number);
    expect(second - first).toBe(200 * 86_400_000 + 1);
  });

  test('Date() without new gives words, as it does in a notebook', () => {
    expect(inChild('Date()')).toMatch(/^Thu Jan 01 2026 00:00:00 GMT\+0000/);
  });

  test('a date that is named stays what it is', () => {
    expect(inChild('[new Date(5).getTime(), new Date(2020, 1, 3, 4).toISOString(), Date.UTC(1970, 0, 2)]')).toEqual([
      5,
      '2020-02-03T04:00:00.000Z',
      86_400_000,
    ]);
  });

  test('dates are dates, in a class of their own too, and lead to no other clock', () => {
    const own = '(() => { class Own extends Date {} return new Own(); })()';
    expect(inChild(`[new Date() instanceof Date, ${own} instanceof Date, new Date().constructor === Date]`)).toEqual([
      true,
      true,
      true,
    ]);
    expect(inChild(`${own}.getTime()`)).toBe(Date.UTC(2026, 0, 1));
    expect(inChild('Object.getPrototypeOf(Date).now ?? null')).toBeNull();
    expect(inChild('Date.name')).toBe('Date');
  });
});

test('chance gives the same numbers in every process', () => {
  const draws = '[Math.random(), Math.random()]';
  expect(inChild(draws)).toEqual(inChild(draws));
});
