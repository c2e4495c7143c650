import { expect, test } from 'vitest';
import { lowestPoint } from '../../lib/metrics/lbfgs';

test('the lowest point of a stretched bowl is found, wherever one starts', () => {
  const middle = [3, -2, 0.5];
  const steep = [1, 100, 0.01];
  const bowl = (at: Float64Array, gradient: Float64Array) => {
    at.forEach((x, i) => {
      gradient[i] = steep[i] * (x - middle[i]);
    });
    return at.reduce((sum, x, i) => sum + (steep[i] / 2) * (x - middle[i]) ** 2, 0);
  };
  for (const start of [
    [0, 0, 0],
    [1000, -1000, 5],
  ]) {
    const from = Float64Array.from(start);
    lowestPoint(from, bowl).forEach((x, i) => {
      expect(x).toBeCloseTo(middle[i], 3);
    });
    expect([...from]).toEqual(start);
  }
});

test('a valley that bends is followed to its end (Rosenbrock)', () => {
  const [x, y] = lowestPoint(Float64Array.of(-1.2, 1), ([a, b], gradient) => {
    gradient[0] = -400 * a * (b - a * a) - 2 * (1 - a);
    gradient[1] = 200 * (b - a * a);
    return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
  });
  expect(x).toBeCloseTo(1, 5);
  expect(y).toBeCloseTo(1, 5);
});

test('who starts at the lowest point stays there', () => {
  const [x] = lowestPoint(Float64Array.of(2), ([at], gradient) => {
    gradient[0] = 2 * (at - 2);
    return (at - 2) ** 2;
  });
  expect(x).toBe(2);
});
