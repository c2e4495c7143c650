import { describe, expect, test } from 'vitest';
import { directionChart } from '../../lib/charts/direction';
import { drawn, itemsOf } from './drawn';

// the middle is (2, 1); the variances are 2 along x, 2/3 along y, and nothing in common
const cloud = [
  [4, 1],
  [0, 1],
  [2, 2],
  [2, 0],
  [2, 1],
];
const chart = directionChart(cloud, { title: 'Turn the line' });
const variance = (degrees: number) => {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return 2 * c * c + 0.5 * s * s;
};

describe('directionChart', () => {
  test.each([0, 30, 90, 135])('at %d degrees shows the variance of the feet on that line', async angle => {
    const picture = await drawn(chart, { angle });
    expect(picture.warnings).toEqual([]);
    expect(picture.texts).toContain(String(Number(variance(angle).toPrecision(3))));
    const feet = itemsOf(picture, 'symbol').filter(
      item => item.datum.along !== undefined && item.datum.fx !== undefined,
    );
    const along = feet.slice(0, cloud.length).map(item => item.datum.along as number);
    const c = Math.cos((angle * Math.PI) / 180);
    const s = Math.sin((angle * Math.PI) / 180);
    cloud.forEach(([x, y], i) => {
      expect(along[i]).toBeCloseTo((x! - 2) * c + (y! - 1) * s, 6);
    });
  });

  test('marks the direction of the largest variance, and says it in words', async () => {
    expect((await drawn(chart)).texts).toContain('first principal axis');
    expect(chart.description).toBe(
      'Turn the line. 5 points and a line through their middle. The variance of their feet on it is 2.00 at 0 degrees, ' +
        'and at most 2.00, at 0 degrees.',
    );
    const tilted = directionChart(
      cloud.map(([x, y]) => [x! - y!, x! + y!]),
      { angle: 10 },
    );
    expect(tilted.description).toContain('at most 4.00, at 45 degrees');
  });

  test.each([
    ['two points', cloud.slice(0, 2), 'points has 2 rows, expected three or more'],
    ['a row of three', [...cloud, [1, 2, 3]], 'points[5] has 3 numbers'],
    ['NaN', [...cloud, [1, Number.NaN]], 'points[5][1] is NaN'],
    ['one place', [cloud[0]!, cloud[0]!, cloud[0]!], 'all points lie in one place'],
  ])('refuses %s', (_, points, message) => {
    expect(() => directionChart(points)).toThrow(message);
  });
});
