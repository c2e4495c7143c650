import { expect, test } from 'vitest';
import { seededRandom } from '../../lib/engine/seeds';
import { aligned } from '../../lib/projection/procrustes';

const random = seededRandom('align');
const model = Array.from({ length: 40 }, () => random.normal());
const mean = [0, 1].map(axis => model.filter((_, at) => at % 2 === axis).reduce((a, b) => a + b) / 20);
const centred = model.map((value, at) => value - mean[at % 2]!);

/** Turned by an angle, moved, and mirrored or not. */
function other(angle: number, mirror: number): number[] {
  return Array.from({ length: 20 }, (_, i) => {
    const [x, y] = [model[2 * i]!, mirror * model[2 * i + 1]!];
    return [Math.cos(angle) * x - Math.sin(angle) * y + 3, Math.sin(angle) * x + Math.cos(angle) * y - 7];
  }).flat();
}

test.each([
  [0.3, 1],
  [2.9, 1],
  [-1.4, -1],
  [0, -1],
])('a layout turned by %d and mirrored by %i comes to lie on its model', (angle, mirror) => {
  aligned(other(angle, mirror), model).forEach((value, at) => {
    expect(value).toBeCloseTo(centred[at]!, 10);
  });
});

test('a layout that is no turned model keeps its distances', () => {
  const strange = Array.from({ length: 40 }, () => random.normal());
  const turned = aligned(strange, model);
  const distance = (points: ArrayLike<number>, i: number, j: number) =>
    Math.hypot(points[2 * i]! - points[2 * j]!, points[2 * i + 1]! - points[2 * j + 1]!);
  for (let i = 1; i < 20; i++) expect(distance(turned, i, i - 1)).toBeCloseTo(distance(strange, i, i - 1), 10);
});

test('points in one place stay finite', () => {
  expect([...aligned([5, 5, 5, 5], [1, 2, 1, 2])]).toEqual([0, 0, 0, 0]);
});
