import { beforeAll, describe, expect, test } from 'vitest';
import { seededRandom, startEngine, tf } from '../../lib/engine/index';
import { tripletDifficulty } from '../../lib/metrics/triplet-difficulty';

beforeAll(() => startEngine());

const at = (...degrees: number[]) =>
  tf.tensor2d(degrees.map(angle => [3 * Math.cos((angle * Math.PI) / 180), 3 * Math.sin((angle * Math.PI) / 180)]));
const difficulty = (rows: tf.Tensor2D, labels: number[], options = {}) =>
  tripletDifficulty(rows, labels, { random: seededRandom(1), triplets: 4000, ...options });

describe('the difficulty of triplets', () => {
  test('is easy where classes lie apart by more than the margin', async () => {
    expect(await difficulty(at(0, 10, 180, 190), [0, 0, 1, 1])).toEqual({ easy: 1, semiHard: 0, hard: 0 });
  });

  test('is hard where a class lies inside another', async () => {
    const { hard } = await difficulty(at(0, 90, 45, 46), [0, 0, 1, 1]);
    expect(hard).toBeCloseTo(0.5, 1); // anchors at 0 and 90: both negatives are nearer; anchors at 45 and 46: both are farther
  });

  test('is semi-hard where the negative is farther by less than the margin', async () => {
    // cos 20 - cos 25 = 0.03 from anchor 0; from anchor 20 the negative at 25 is nearer; the one row at 25 is never an anchor
    const { easy, semiHard, hard } = await difficulty(at(0, 20, 25), [0, 0, 1]);
    expect(easy).toBe(0);
    expect(semiHard).toBeCloseTo(0.5, 1);
    expect(semiHard + hard).toBeCloseTo(1, 10);
  });

  test('becomes easy with a smaller margin', async () => {
    const { easy } = await difficulty(at(0, 20, 60), [0, 0, 1], { margin: 0.5 });
    const wide = await difficulty(at(0, 20, 60), [0, 0, 1], { margin: 0.05 });
    expect(easy).toBe(0);
    expect(wide.easy).toBe(1);
  });

  test('is that of the same triplets at every call, unless they are drawn from another generator', async () => {
    const [rows, labels] = [
      at(...Array.from({ length: 60 }, (_, i) => 6 * i)),
      Array.from({ length: 60 }, (_, i) => i % 4),
    ];
    const drawn = await tripletDifficulty(rows, labels, { triplets: 500 });
    expect(await tripletDifficulty(rows, labels, { triplets: 500 })).toEqual(drawn);
    expect(await tripletDifficulty(rows, labels, { triplets: 500, random: seededRandom(2) })).not.toEqual(drawn);
  });

  test.each([
    ['one label only', [0, 0, 0], {}, 'labels has 1 labels, expected at least two'],
    ['no two rows of a label', [0, 1, 2], {}, 'at least two rows of one of them'],
    ['a margin of 0', [0, 0, 1], { margin: 0 }, 'margin is 0'],
    ['no triplets', [0, 0, 1], { triplets: 0 }, 'triplets is 0'],
  ])('refuses %s', async (_, labels, options, message) => {
    await expect(difficulty(at(0, 20, 60), labels, options)).rejects.toThrow(message);
  });
});
