import { seededRandom } from '../../engine/seeds';

/**
 * Rows drawn at random, every row as likely, in rising order; the same each time.
 * @param seed for example the chart's name
 */
export function sampleRows(seed: string, n: number, count: number): number[] {
  const rows = Array.from({ length: n }, (_, i) => i);
  return seededRandom(seed)
    .shuffle(rows)
    .slice(0, count)
    .sort((a, b) => a - b);
}
