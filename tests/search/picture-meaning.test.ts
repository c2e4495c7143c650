import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { meaningOf } from '../../lib/search/picture-meaning';
import type { Hit } from '../../lib/search/stores/vector-store';

beforeAll(() => startEngine());

const direction = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
const known = (label: string, degrees: number) => ({ label, row: direction(degrees) });

/** Looks at a picture whose row lies at an angle. */
const meaning = (degrees: number, likely: number, drawn: Record<string, number> = {}) => {
  const hits = Object.entries(drawn).map(([label, similarity]) => ({ label, similarity }) as Hit);
  const encoder = {
    look: async () => ({ rows: tf.tensor2d(direction(degrees), [1, 2]), photographs: Float32Array.of(likely) }),
  };
  const picture = { pixels: new Uint8Array(3), side: 1 };
  const names = [known('lion', 0), known('lion', 90), known('zebra', 40)];
  return meaningOf({
    encoder,
    names,
    photographs: [known('zebra', 40), known('horse', 220)],
    blanks: [known('', 300)],
    drawings: { find: async () => hits, vectorOf: async () => direction(0) },
  })([{ photograph: picture, picture }]);
};

describe('what a picture shows', () => {
  test('is told of a photograph by the nearest name of each concept, and by the nearest photograph', async () => {
    const { concepts, photograph } = await meaning(85, 1, { boat: 0.9 });
    expect(photograph).toBe(1);
    // 5 degrees from one name of the lion; 45 from the zebra's, which its photograph speaks for as well
    expect(concepts.map(({ concept, voice }) => [concept, voice])).toEqual([
      ['lion', 'name'],
      ['zebra', 'photograph'],
      ['horse', 'photograph'],
      ['boat', 'drawing'],
    ]);
    expect(concepts.at(-1)!.share).toBe(0);
    expect(concepts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6);
  });

  test('is told of a drawing by the drawings alone', async () => {
    const { concepts, nothing } = await meaning(0, 0, { boat: 0.9, house: 0.7 });
    expect(concepts.slice(0, 2).map(({ concept }) => concept)).toEqual(['boat', 'house']);
    expect(nothing).toBe(false);
  });

  test('is nothing where it looks like a picture with nothing on it, if it is photographed', async () => {
    expect((await meaning(310, 1)).nothing).toBe(true);
    expect((await meaning(350, 1)).nothing).toBe(false);
    expect((await meaning(310, 0, { boat: 0.9 })).nothing).toBe(false);
  });

  test('is nothing where no drawing is near', async () => {
    expect((await meaning(0, 0, { boat: 0.3 })).nothing).toBe(true);
  });
});
