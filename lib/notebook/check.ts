import { escapeMarkup } from '../data/markup';
import { exerciseById } from '../exercises/all';
import type { Exercise } from '../exercises/exercise';
import { type AnswerFunction, judge, type Report } from '../exercises/judge';
import { rememberAttempt } from './attempts';
import { display } from './display';

/** Failed attempts, by exercise, since the kernel was started: each shows one hint more. */
const attempts = new Map<string, number>();

const CALL_SECONDS = 8; // the longest ordinary answer takes a tenth of it

/** The kernel's own means to stop code that never waits (tools/kernel/interrupts.cjs); there is none in a script. */
const LIMIT = Symbol.for('course.timeLimit');
const watch = (globalThis as { [LIMIT]?: (seconds: number) => () => void })[LIMIT];

/**
 * Tries an answer on the exercise's cases and says in the cell what came of it: passed, or what was tried, what came out,
 * what was expected, and the next hint. An answer that does not end is given up after some seconds.
 * @param id the exercise, as in the text above the cell
 * @param answer the function that you wrote
 * @throws RangeError for an exercise that does not exist
 */
export async function check(id: string, answer: AnswerFunction): Promise<void> {
  const exercise = exerciseById(id);
  if (typeof answer !== 'function') {
    const given = answer === undefined ? 'undefined' : `a ${typeof answer}`;
    say('Not yet', [
      ['What you passed', `${given}, expected your function`],
      ['Hint', `Write await check('${id}', yourFunction), without calling it.`],
    ]);
    return;
  }
  const report = await judge(exercise, answer, { secondsPerCase: exercise.bounds?.seconds ?? CALL_SECONDS, watch });
  rememberAttempt(id, report.passed, `${answer} ${report.failure?.case} ${report.failure?.got}`);
  if (report.passed) {
    say(`Passed: ${exercise.title}`, [['Cases', `${report.cases} of ${report.cases} hold`]]);
    return;
  }
  const attempt = attempts.get(id) ?? 0;
  attempts.set(id, attempt + 1);
  say('Not yet', explain(exercise, report, attempt));
}

function explain({ hints }: Exercise, { failure, held, cases }: Report, attempt: number): [string, string][] {
  const { case: tried, got, expected, hint } = failure!;
  return [
    ['Cases', `${held} of ${cases} hold`],
    ['What was tried', tried],
    ['What came out', got],
    ['What was expected', expected],
    ['Hint', hint ?? hints[Math.min(attempt, hints.length - 1)]],
  ];
}

function say(headline: string, lines: [string, string][]): void {
  const passed = headline.startsWith('Passed');
  const colour = passed ? '#009e73' : '#d55e00';
  const rows = lines.map(
    ([name, text]) =>
      `<tr><th scope="row" style="text-align: left; vertical-align: top; padding: 2px 12px 2px 0">${escapeMarkup(name)}</th>` +
      `<td style="text-align: left; padding: 2px 0">${escapeMarkup(text)}</td></tr>`,
  );
  display({
    'text/html':
      `<div style="border-left: 4px solid ${colour}; padding: 2px 0 2px 12px; margin: 4px 0">` +
      `<strong>${passed ? '✓' : '○'} ${escapeMarkup(headline)}</strong><table style="margin: 4px 0">${rows.join('')}</table></div>`,
    'text/plain': [headline, ...lines.map(([name, text]) => `${name}: ${text}`)].join('\n'),
  });
}
