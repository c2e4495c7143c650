import { describe, expect, test } from 'vitest';
import { arrowScale, descentRows } from '../../../lib/charts/parts/descent-rows';
import { roleLooks } from '../../../lib/charts/parts/role-looks';

const on = (degrees: number) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];

/** One point, at an angle in each frame, with a gradient. */
const film = (angles: number[], gradient: number[] = [0, 0]) => ({
  name: 'a loss',
  roles: ['anchor'],
  frames: angles.map((angle, step) => ({ step, loss: 1, points: [on(angle)], gradients: [gradient] })),
});

describe('descentRows', () => {
  test('follows a point round the circle without a jump', () => {
    const angles = descentRows(film([170, 190, 350, 370, 340]), 3, [undefined]).map(row => row.a);
    expect(angles).toEqual([170, 190, 350, 370, 340]);
  });

  test('takes of a gradient what points along the circle, against the clock', () => {
    expect(descentRows(film([0], [5, 2]), 0, [undefined])[0]).toMatchObject({ f: 0, step: 0, p: 0, g: 2 });
    expect(descentRows(film([90], [5, 2]), 0, [undefined])[0]!.g).toBe(-5);
  });
});

describe('arrowScale', () => {
  test.each([
    [0.42, 1],
    [0.5, 1.5],
    [42, 100],
    [0.00042, 0.001],
    [0, 1],
  ])('for a longest gradient of %d, the radius is one of %d', (longest, scale) => {
    expect(arrowScale(film([0, 10], [0, 0]))).toBe(1);
    expect(arrowScale(film([0], [7, longest]))).toBe(scale);
  });
});

describe('roleLooks', () => {
  test('gives every role a look of its own, and the same role the same one', () => {
    const looks = roleLooks(['anchor', 'x', 'positive', 'y', 'x', 'negative']);
    expect([...looks.keys()]).toEqual(['anchor', 'x', 'positive', 'y', 'negative']);
    const seen = [...looks.values()].map(({ colour, shape }) => `${colour} ${shape}`);
    expect(new Set(seen).size).toBe(5);
  });
});
