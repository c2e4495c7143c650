import { expect, test } from 'vitest';
import { seededRandom } from '../../lib/engine/seeds';
import { drawBlanks } from '../../lib/sampling/draw-blanks';

test('pictures with nothing on them are of the side that is wanted, all different, and the same again', () => {
  const blanks = drawBlanks(seededRandom('blanks'), { count: 10, side: 32 });
  expect(blanks.map(({ side, pixels }) => [side, pixels.length])).toEqual(Array(10).fill([32, 32 * 32 * 3]));
  expect(new Set(blanks.map(({ pixels }) => pixels.join())).size).toBe(10);
  expect(drawBlanks(seededRandom('blanks'), { count: 10, side: 32 })).toEqual(blanks);
});

test('those of small spots change from pixel to pixel, those of large ones hardly', () => {
  const change = ({ pixels, side }: { pixels: Uint8Array; side: number }) => {
    let sum = 0;
    for (let i = 3; i < pixels.length; i++) if (i % (3 * side) >= 3) sum += Math.abs(pixels[i] - pixels[i - 3]);
    return sum / pixels.length;
  };
  const changes = drawBlanks(seededRandom('spots'), { count: 32 }).map(change);
  const mean = (spot: number) => changes.filter((_, i) => i % 8 === spot).reduce((sum, one) => sum + one, 0) / 4;
  expect(mean(0)).toBeGreaterThan(8 * mean(7));
});
