import { type CircleFilm, circleFilm } from '../charts/circle-film';
import { type DescentOptions, descend } from '../training/descent';
import { show } from './show';

export interface ShowDescentOptions extends DescentOptions {
  /** Where the points begin, as `descend` takes them. */
  start: number[];
  /** What each point is, as `circleFilm` takes it. */
  roles: string[];
  title?: string;
}

/**
 * Moves the same points by gradient descent under one loss after the other, each from the same start, and shows it as a film.
 * @param losses by name; each takes all points as a tensor [n, 2] and returns a scalar
 * @throws RangeError or TypeError as `descend` and `circleFilm`
 */
export async function showDescent(
  losses: Record<string, Parameters<typeof descend>[1]>,
  { start, roles, title, ...options }: ShowDescentOptions,
): Promise<void> {
  const films: CircleFilm[] = [];
  for (const [name, loss] of Object.entries(losses))
    films.push({ name, frames: await descend(start, loss, options), roles });
  await show(circleFilm(films, { title }));
}
