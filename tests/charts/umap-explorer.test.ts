import { describe, expect, test } from 'vitest';
import { stillSvg } from '../../lib/charts/render/still';
import { type ExploredLayout, umapExplorer } from '../../lib/charts/umap-explorer';
import { seededRandom } from '../../lib/engine/seeds';
import { drawn, groupsNamed, type Item, itemsNamed, savedBytes } from './drawn';
import { cardWords, dotsOf, expectTile, pictures, pointingAt, stillPlaces } from './points';

/** A triangle that has other sides in every layout, each turned by an angle of its own and some of them mirrored. */
const settings = [5, 15, 50].flatMap(neighbours => [0, 0.1, 0.5].map(minDistance => ({ neighbours, minDistance })));
const sides = ({ neighbours, minDistance }: { neighbours: number; minDistance: number }) => [
  neighbours / 10,
  1 + minDistance,
];
const layouts: ExploredLayout[] = settings.map((setting, i) => {
  const [a, b] = sides(setting) as [number, number];
  const [cos, sin] = [Math.cos(i), Math.sin(i)];
  const mirror = i % 2 ? -1 : 1;
  const points = [[0, 0], [a, 0], [0, b]].flatMap(([x, y]) => [cos * x! - sin * y! + i, mirror * (sin * x! + cos * y!)]); // biome-ignore format: three corners
  return { ...setting, points, note: [`trustworthiness 0.9${i}`] };
});
const labels = [4, 4, 9];
const images = pictures(3);
const chart = umapExplorer(layouts, labels, { images, title: 'Settings' });

/** When everything has come to rest. */
const rested = { clock: 1e15 };

/** The two sides of the triangle as drawn, in pixels. */
function drawnSides(dots: Item[]): number[] {
  const [corner, right, up] = dots as [Item, Item, Item];
  return [right, up].map(end => Math.hypot(end.x - corner.x, end.y - corner.y));
}

describe('umapExplorer', () => {
  test('opens with 15 neighbours and a minimal distance of 0.1, where there are such', async () => {
    const picture = await drawn(chart);
    expect(picture.warnings).toEqual([]);
    expect(picture.texts).toEqual(
      expect.arrayContaining(['Settings', '15 neighbours, minimal distance 0.1', 'trustworthiness 0.94']),
    );
    const other = umapExplorer(layouts, labels, { start: { neighbours: 60, minDistance: 0 } });
    expect((await drawn(other)).texts).toContain('50 neighbours, minimal distance 0');
  });

  test('each position of the sliders draws its layout, all in one scale, and prints its numbers', async () => {
    const scale = drawnSides(dotsOf(await drawn(chart)))[0]! / 1.5;
    for (const [i, setting] of settings.entries()) {
      const { neighbours, minDistance } = setting;
      const picture = await drawn(chart, { neighboursWanted: neighbours, distanceWanted: minDistance }, rested);
      const expected = sides(setting).map(side => side * scale);
      drawnSides(dotsOf(picture)).forEach((side, s) => {
        expect(Math.abs(side - expected[s]!), JSON.stringify(setting)).toBeLessThan(0.3);
      });
      expect(picture.texts).toEqual(
        expect.arrayContaining([
          `${neighbours} neighbours, minimal distance ${minDistance}`,
          `trustworthiness 0.9${i}`,
        ]),
      );
    }
  });

  test('between two values, the slider draws the nearer one', async () => {
    const shown = async (neighboursWanted: number, distanceWanted: number) =>
      (await drawn(chart, { neighboursWanted, distanceWanted })).texts.find(text => text.includes('minimal distance'));
    expect(await shown(8, 0.2)).toBe('5 neighbours, minimal distance 0.1');
    expect(await shown(9, 0.4)).toBe('15 neighbours, minimal distance 0.5');
    expect(await shown(29, 0.04)).toBe('50 neighbours, minimal distance 0');
  });

  test('layouts are turned and mirrored so that points stay where they were, as far as they can', async () => {
    const directions = await Promise.all(
      settings.map(async ({ neighbours, minDistance }) => {
        const [corner, , up] = dotsOf(
          await drawn(chart, { neighboursWanted: neighbours, distanceWanted: minDistance }, rested),
        ) as [Item, Item, Item];
        return (Math.atan2(up.y - corner.y, up.x - corner.x) * 180) / Math.PI;
      }),
    );
    for (const direction of directions) expect(Math.abs(direction - directions[4]!)).toBeLessThan(25);
  });

  test('points glide from one layout to the next', async () => {
    const start = dotsOf(await drawn(chart));
    const end = dotsOf(await drawn(chart, { neighboursWanted: 50 }, rested));
    const at = Date.now();
    const half = dotsOf(
      await drawn(chart, { neighboursWanted: 50 }, { way: { from: 4, to: 7, began: at }, clock: at + 350 }),
    );
    half.forEach((dot, i) => {
      expect(dot.x).toBeCloseTo((start[i]!.x + end[i]!.x) / 2, 1);
      expect(dot.y).toBeCloseTo((start[i]!.y + end[i]!.y) / 2, 1);
    });
  });

  test('hovering tells what a point is, in the layout that is drawn', async () => {
    const wanted = { neighboursWanted: 50, distanceWanted: 0.5 };
    const before = await drawn(chart, wanted, rested);
    const picture = await drawn(chart, wanted, rested, { mouse: pointingAt(before, dotsOf(before)[2]!) });
    expect(cardWords(picture)).toEqual(['digit 9', 'row 2']);
    expectTile(chart, itemsNamed(picture, 'card picture')[0]!, images, 2);
  });

  describe('with the numbers of every layout', () => {
    const scores = (i: number) => ({ trustworthiness: 0.9 + i / 100, kept: 0.3 + i / 100, accuracy: 0.95 });
    const table = umapExplorer(
      layouts.map((layout, i) => ({ ...layout, scores: scores(i) })),
      labels,
    );

    test('a table has them all, and that of the layout shown stands out', async () => {
      const picture = await drawn(table, { neighboursWanted: 50, distanceWanted: 0.5 });
      expect(itemsNamed(picture, 'setting trust').map(item => item.text)).toEqual(
        settings.map((_, i) => (0.9 + i / 100).toFixed(3)),
      );
      expect(itemsNamed(picture, 'setting kept').map(item => item.text)[8]).toBe('38.0');
      const marked = itemsNamed(picture, 'settings').map(row => row.fill !== 'transparent');
      expect(marked).toEqual(settings.map((_, i) => i === 8));
    });

    test.each([[636], [500], [320]])('in a room of %i pixels, table and picture lie apart and inside', async room => {
      const picture = await drawn(table, { room });
      expect(picture.warnings).toEqual([]);
      const [panel] = groupsNamed(picture, 'panel0') as [Item];
      for (const row of itemsNamed(picture, 'settings')) {
        expect(row.x + row.width).toBeLessThanOrEqual(room);
        expect(row.x >= panel.x + panel.width || row.y >= panel.y + panel.height).toBe(true);
      }
      expect(panel.x + panel.width).toBeLessThanOrEqual(room);
    });

    test('there is none where one layout lacks them', async () => {
      const some = layouts.map((layout, i) => (i === 3 ? layout : { ...layout, scores: scores(i) }));
      expect(itemsNamed(await drawn(umapExplorer(some, labels)), 'settings')).toEqual([]);
    });
  });

  test('names cover no point and no other name, in any layout', async () => {
    const random = seededRandom('names');
    const clusters = Array.from({ length: 5 * 40 }, (_, i) => i % 5);
    const places = clusters.flatMap(c => [10 * Math.cos(c) + random.normal(), 10 * Math.sin(c) + random.normal()]);
    const crowded = umapExplorer([{ ...layouts[4]!, points: places }], clusters);
    const picture = await drawn(crowded);
    const plates = itemsNamed(picture, 'plates');
    expect(plates).toHaveLength(5);
    const over = (plate: Item, { x, y }: { x: number; y: number }) =>
      x > plate.x && x < plate.x + plate.width && y > plate.y && y < plate.y + plate.height;
    for (const plate of plates) {
      expect(dotsOf(picture).filter(dot => over(plate, dot))).toEqual([]);
      const corners = plates.filter(other => other !== plate).flatMap(({ x, y, width, height }) =>
        [[x, y], [x + width, y], [x, y + height], [x + width, y + height]]); // biome-ignore format: four corners
      expect(corners.filter(([x, y]) => over(plate, { x: x!, y: y! }))).toEqual([]);
    }
    // and a line leads from each to the middle of its points
    const leaders = itemsNamed(picture, 'leaders') as Required<Item>[];
    leaders.forEach((leader, c) => {
      const own = dotsOf(picture)
        .filter(dot => dot.datum.c === c)
        .map(dot => dot.x)
        .sort((a, b) => a - b);
      expect(Math.abs(leader.x2 - (own[19]! + own[20]!) / 2)).toBeLessThan(0.2);
    });
  });

  test('a setting with a single value has no slider', () => {
    const binds = (given: ExploredLayout[]) =>
      JSON.stringify(umapExplorer(given, labels).spec).match(/"bind"/g)?.length ?? 0;
    expect(binds(layouts)).toBe(2);
    expect(binds(layouts.filter(layout => layout.minDistance === 0.1))).toBe(1);
    expect(binds(layouts.slice(0, 1))).toBe(0);
  });

  test('the still picture is all layouts side by side', async () => {
    const svg = await stillSvg(chart);
    expect(stillPlaces(svg)).toHaveLength(9 * 3);
    for (const text of ['5 neighbours, 0', '50 neighbours, 0.5', 'trustworthiness 0.98'])
      expect(svg).toContain(`>${text}<`);
  });

  test('nine layouts of ten thousand points stay light; the still picture says that it is a sample', async () => {
    const n = 10_000;
    const random = seededRandom('explorer');
    const large = settings.map(setting => ({
      ...setting,
      points: Float32Array.from({ length: 2 * n }, () => random.normal()),
      note: [],
    }));
    const digits = Float32Array.from({ length: n * 784 }, (_, at) => (at % 784 < 100 ? random.next() : 0));
    const heavy = umapExplorer(
      large,
      Array.from({ length: n }, (_, i) => i % 10),
      { images: digits },
    );
    expect(savedBytes(heavy)).toBeLessThan(650_000);
    const svg = await stillSvg(heavy);
    expect(svg.length).toBeLessThan(300_000);
    expect(svg).toContain('2,222 of 10,000 points in each picture, drawn at random');
    expect(stillPlaces(svg)).toHaveLength(9 * 2222);
  }, 60_000);

  test('says in words what it shows', () => {
    expect(umapExplorer(layouts.slice(0, 2), labels, {}).description).toBe(
      'UMAP with one setting after the other. 3 points of 2 digits, a colour each, in 2 layouts. ' +
        '5 neighbours, minimal distance 0; trustworthiness 0.90. 5 neighbours, minimal distance 0.1; trustworthiness 0.91.',
    );
  });

  test('one point, or all in one place, is drawn', async () => {
    for (const points of [
      [3, 4],
      [3, 4, 3, 4],
    ]) {
      const given = layouts.map(layout => ({ ...layout, points }));
      const picture = await drawn(
        umapExplorer(given, points.slice(0, points.length / 2)),
        { neighboursWanted: 50 },
        rested,
      );
      for (const dot of dotsOf(picture)) expect([dot.x, dot.y]).toEqual([318, 200]);
    }
  });

  const broken = (change: object) => () => umapExplorer([{ ...layouts[0]!, ...change }, ...layouts.slice(1)], labels);
  test.each<[string, () => unknown, string]>([
    ['no layout', () => umapExplorer([], []), 'layouts is empty'],
    [
      'a pair that is missing',
      () => umapExplorer(layouts.slice(1), labels),
      'there is no layout with 5 neighbours and a minimal distance of 0, expected one for each pair of values',
    ],
    [
      'a pair that is there twice',
      () => umapExplorer([...layouts, layouts[3]!], labels),
      'there are 2 layouts with 15 neighbours',
    ],
    [
      'a setting that is no number',
      broken({ minDistance: Number.NaN }),
      'layouts[0] has 5 neighbours and a minimal distance of NaN',
    ],
    ['layouts of different sizes', broken({ points: [1, 2] }), 'expected the same points in every layout'],
    [
      'NaN',
      broken({ points: [1, 2, 3, Number.NaN, 5, 6] }),
      "points of '5 neighbours, minimal distance 0' holds NaN as y of point 1",
    ],
    ['too few labels', () => umapExplorer(layouts, [1]), 'labels has 1 entry, expected 3'],
    [
      'pictures of another number',
      () => umapExplorer(layouts, labels, { images: pictures(2) }),
      'images has 2 entries, expected 3',
    ],
  ])('refuses %s', (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});
