import { lossDots } from '../charts/loss-dots';
import { temperatureCurves } from '../charts/temperature-curves';
import { type LossTable, lossTable } from '../evaluation/loss-figures';
import { show } from './show';

/**
 * Shows what `npm run train -- losses` measured: the eight losses side by side, or InfoNCE at six temperatures. The title says what was
 * found, and which differences are larger than those between seeds.
 * @returns the figures that were drawn
 * @throws Error as lossTable does
 */
export async function showLosses({ by = 'loss' }: { by?: 'loss' | 'temperature' } = {}): Promise<LossTable> {
  const figures = await lossTable();
  const { losses, temperatures, behind } = figures;
  if (by === 'temperature') {
    const best = temperatures.reduce((a, b) => (b.kNN.mean > a.kNN.mean ? b : a));
    const title = `InfoNCE reads most at a temperature of ${best.temperature}, of the ${temperatures.length} that were tried`;
    await show(temperatureCurves(temperatures, { title }));
  } else {
    const [most, ...others] = losses;
    const title = `${most.loss} reads most; ${behind.length} of the other ${others.length} stay behind with every seed`;
    await show(lossDots(losses, { title }));
  }
  return figures;
}
