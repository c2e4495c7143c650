import { escapeMarkup } from '../data/markup';
import { exerciseById } from '../exercises/all';
import { attemptsAt } from './attempts';
import { display } from './display';
import { exerciseCells } from './lessons';

/** As many different answers as there are hints: who has seen them all has tried. */
const TRIES = 3;

/** The lines between the markers of an author's cell, in their function. */
function solvedText(source: string): string {
  const lines: string[] = [];
  let inStarter = false;
  for (const line of source.split('\n')) {
    const marker = /^\s*\/\/ (BEGIN|END) (SOLUTION|STARTER)\s*$/.exec(line);
    if (marker) inStarter = marker[1] === 'BEGIN' && marker[2] === 'STARTER';
    else if (!inStarter) lines.push(line);
  }
  return lines.join('\n');
}

/**
 * Shows the authors' answer to an exercise, and why it is one; once the exercise is passed, or three different answers were tried.
 * @param id the exercise, as in its call of `check`
 * @throws RangeError for an exercise that does not exist
 */
export function solution(id: string): void {
  const { title, hints, why } = exerciseById(id);
  const { passed, failed } = attemptsAt(id);
  if (!passed && failed.length < TRIES) {
    const left = TRIES - failed.length;
    const text = `Not yet: ${title}. Try ${left === 1 ? 'one more answer' : `${left} more answers`} first, each different from the last; every check shows a hint.`;
    display({ 'text/html': `<p>${escapeMarkup(text)}</p>`, 'text/plain': text });
    return;
  }
  const cell = exerciseCells('solutions').find(one => one.id === id);
  if (!cell) {
    throw new RangeError(
      `solution: no lesson in solutions/ holds '${id}'; expected one. Run git checkout solutions to restore it.`,
    );
  }
  const code = solvedText(cell.source);
  const reason = why ?? hints[2];
  display({
    'text/html':
      `<div style="border-left: 4px solid #0072b2; padding: 2px 0 2px 12px; margin: 4px 0"><strong>One answer: ${escapeMarkup(title)}</strong>` +
      `<pre style="margin: 4px 0">${escapeMarkup(code)}</pre><p style="margin: 4px 0">${escapeMarkup(`Why: ${reason}`)}</p></div>`,
    'text/plain': `One answer: ${title}\n\n${code}\n\nWhy: ${reason}`,
  });
}
