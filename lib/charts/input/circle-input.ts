import type { DescentFrame } from '../../training/descent';
import { requireFinite, requireLength, requireSome } from './checks';

export interface CircleFilm {
  /** What the menu calls it: the loss. */
  name: string;
  /** As `descend` returns them; the same steps in every film of a chart. */
  frames: DescentFrame[];
  /** What each point is: 'anchor', 'positive' and 'negative' have looks of their own, any other word gets the next free one. */
  roles: string[];
  /** What is written beside each point; its role by default. */
  labels?: string[];
}

/**
 * @returns the last step, and how many steps lie between two frames
 * @throws RangeError for no film, films of different steps, frames that are not evenly apart, roles or labels of another number than
 *   points, two films of a name, and values that are no numbers
 */
export function checkFilms(films: CircleFilm[]): { last: number; every: number } {
  requireSome('circleFilm', 'films', films.length);
  const [first] = films;
  const steps = first.frames.map(frame => frame.step);
  if (steps.length < 2)
    throw new RangeError(`circleFilm: '${first.name}' has ${steps.length} frames, expected at least 2`);
  const every = steps[1] - steps[0];
  if (steps[0] !== 0 || !(every > 0) || steps.some((step, i) => step !== i * every))
    throw new RangeError(
      `circleFilm: the frames of '${first.name}' are not evenly apart from step 0 on; take them from descend`,
    );
  for (const film of films) {
    const { name, frames } = film;
    if (frames.length !== steps.length || frames.some((frame, i) => frame.step !== steps[i]))
      throw new RangeError(
        `circleFilm: '${name}' and '${first.name}' have frames at different steps; give descend the same steps and every`,
      );
    checkPoints(film);
  }
  if (new Set(films.map(film => film.name)).size < films.length)
    throw new RangeError('circleFilm: two films have the same name; the menu could not tell them apart');
  return { last: steps[steps.length - 1], every };
}

function checkPoints({ name, frames, roles, labels }: CircleFilm): void {
  if (labels) requireLength('circleFilm', `labels of '${name}'`, labels.length, roles.length, 'point');
  for (const { step, loss, points, gradients } of frames) {
    const where = `step ${step} of '${name}'`;
    requireLength('circleFilm', `points at ${where}`, points.length, roles.length, 'role');
    requireLength('circleFilm', `gradients at ${where}`, gradients.length, roles.length, 'role');
    requireFinite('circleFilm', `the loss at ${where}`, [loss]);
    requireFinite('circleFilm', `points at ${where}`, points.flat());
    requireFinite('circleFilm', `gradients at ${where}`, gradients.flat());
  }
}
