import { describe, expect, test } from 'vitest';
import { stillSvg } from '../../lib/charts/render/still';
import { angleLength, type SpokesPanel } from '../../lib/charts/spokes';
import { drawn, type Item, itemsNamed } from './drawn';
import { cardWords, dotsOf, pictures, place, pointingAt, stillPlaces } from './points';

/** Two classes, to the right and upwards, far from the origin in the second panel. */
const panel: SpokesPanel = {
  title: 'cosine',
  points: [1, 0, 3, 0, 0, 2, 0, 4],
  labels: [1, 1, 7, 7],
  angleSpread: 0,
  lengthSpread: 0.5,
};
const balls: SpokesPanel = {
  ...panel,
  title: 'Euclidean',
  points: [10, 9, 10, 11, 10, 19, 10, 21],
  angleSpread: 3.25,
  lengthSpread: 0.0714,
};

describe('angleLength', () => {
  test('lines go from the origin through the means of the classes, one unit across as long as one up', async () => {
    const picture = await drawn(angleLength(panel));
    expect(picture.warnings).toEqual([]);
    const dots = dotsOf(picture) as [Item, Item, Item, Item];
    const [origin] = itemsNamed(picture, 'origin') as [Item];
    const unit = (dots[1].x - dots[0].x) / 2;
    expect(place(origin)).toEqual(place({ ...dots[0], x: dots[0].x - unit }));
    const [right] = itemsNamed(picture, 'spoke 1') as [Required<Item>];
    const [up] = itemsNamed(picture, 'spoke 7') as [Required<Item>];
    expect([right.x, right.y, right.y2]).toEqual([origin.x, origin.y, origin.y]);
    expect([up.x, up.y, up.x2]).toEqual([origin.x, origin.y, origin.x]);
    expect(right.x2 - origin.x).toBeGreaterThanOrEqual(unit);
    expect(right.x2).toBeLessThanOrEqual(dots[1].x);
    expect([right.stroke, up.stroke]).toEqual([dots[0].fill, dots[2].fill]);
  });

  test('the origin is in the picture, however far the points are from it', async () => {
    const picture = await drawn(angleLength(balls));
    const [origin] = itemsNamed(picture, 'origin') as [Item];
    const dots = dotsOf(picture);
    expect(origin.x).toBeGreaterThan(0);
    expect((origin.y - dots[0]!.y) / (dots[0]!.x - origin.x)).toBeCloseTo(0.9, 2);
  });

  test('under each panel stands how far a class spreads in angle and in length', async () => {
    const chart = angleLength([panel, balls], { title: 'Spokes, not balls' });
    const { texts } = await drawn(chart);
    expect(texts).toEqual(
      expect.arrayContaining([
        'Spokes, not balls',
        'cosine',
        'within a class, angles spread by 0.0°',
        'and lengths by 50 % of their mean',
        'within a class, angles spread by 3.3°',
        'and lengths by 7 % of their mean',
      ]),
    );
    expect(chart.description).toContain(
      'Euclidean: 4 points of 2 digits, a colour each; within a class, angles spread by 3.3°',
    );
    const svg = await stillSvg(chart);
    expect(stillPlaces(svg)).toHaveLength(8);
    expect(svg).toContain('within a class, angles spread by 3.3°');
  });

  test('names stand at the ends of their spokes, hovering tells what a point is', async () => {
    const chart = angleLength(panel, { images: pictures(4) });
    const before = await drawn(chart);
    const dots = dotsOf(before);
    const [one, seven] = itemsNamed(before, 'names') as [Item, Item];
    expect(one.x).toBeGreaterThan(dots[1]!.x - 40);
    expect(seven.y).toBeLessThan(dots[3]!.y + 40);
    expect(cardWords(await drawn(chart, { mouse: pointingAt(before, dots[2]!) }))).toEqual(['digit 7', 'row 2']);
  });

  test('a class whose mean is the origin has no spoke', async () => {
    const picture = await drawn(angleLength({ ...panel, points: [1, 0, -1, 0, 0, 2, 0, 4] }));
    expect(picture.warnings).toEqual([]);
    expect(itemsNamed(picture, 'spoke 1')).toHaveLength(0);
    expect(itemsNamed(picture, 'spoke 7')).toHaveLength(1);
    const single = await drawn(angleLength({ ...panel, points: [0, 0], labels: [1] }));
    expect(dotsOf(single)).toHaveLength(1);
  });

  test.each<[string, () => unknown, string]>([
    ['no panel', () => angleLength([]), 'angleLength: panels is empty'],
    [
      'NaN',
      () => angleLength({ ...panel, points: [1, Number.NaN] }),
      "angleLength: points of 'cosine' holds NaN as y of point 0",
    ],
    [
      'a spread that is no number',
      () => angleLength({ ...panel, angleSpread: Number.NaN }),
      "angleSpread of 'cosine' is NaN",
    ],
    [
      'a spread below 0',
      () => angleLength({ ...panel, lengthSpread: -1 }),
      "lengthSpread of 'cosine' is -1, expected a number from 0 on",
    ],
    ['too few labels', () => angleLength({ ...panel, labels: [1] }), "labels of 'cosine' has 1 entry, expected 4"],
  ])('refuses %s', (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});
