import * as vega from 'vega';
import { describe, expect, test } from 'vitest';
import { stillSvg } from '../../lib/charts/render/still';
import { scatter3d } from '../../lib/charts/scatter-3d';
import { seededRandom } from '../../lib/engine/seeds';
import { type Drawn, drawn, groupsNamed, type Item, itemsNamed, savedBytes } from './drawn';
import { cardWords, dotsOf, expectTile, pictures, place, pointingAt, stillPlaces } from './points';

/** One point on each axis, as far away as any, and the origin. */
const points = Float32Array.of(2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0);
const labels = [1, 2, 3, 3];
const images = pictures(4);
const neighbours = Int32Array.of(1, 0, 3, 2);
const chart = scatter3d(points, labels, {
  images,
  neighbours,
  explainedVarianceRatio: [0.5, 0.25, 0.125],
  title: 'Space',
});

/** The dots in the order of their rows, counted in pixels to the right of and above the origin. */
function around(picture: Drawn): number[][] {
  const byRow = [...dotsOf(picture)].sort((a, b) => (a.datum.row as number) - (b.datum.row as number));
  const origin = byRow[3]!;
  return byRow.slice(0, 3).map(({ x, y }) => [x - origin.x, origin.y - y]);
}

const radius = 208;

describe('scatter3d', () => {
  test.each([
    // From straight ahead of the first axis: the second to the right, the third upwards.
    { azimuth: 0, elevation: 0, expected: [[0, 0], [1, 0], [0, 1]] }, // biome-ignore format: three places
    { azimuth: 90, elevation: 0, expected: [[-1, 0], [0, 0], [0, 1]] }, // biome-ignore format: three places
    // From above, the first axis points towards the reader's feet.
    { azimuth: 0, elevation: 90, expected: [[0, -1], [1, 0], [0, 0]] }, // biome-ignore format: three places
    { azimuth: 0, elevation: 30, expected: [[0, -0.5], [1, 0], [0, Math.sqrt(3) / 2]] }, // biome-ignore format: three places
    { azimuth: 45, elevation: 0, expected: [[-Math.SQRT1_2, 0], [Math.SQRT1_2, 0], [0, 1]] }, // biome-ignore format: three places
  ])(
    'from $azimuth degrees around and $elevation above, each axis points where it should',
    async ({ expected, ...from }) => {
      const picture = await drawn(chart, from);
      expect(picture.warnings).toEqual([]);
      around(picture).forEach(([x, y], i) => {
        expect(x! / radius).toBeCloseTo(expected[i]![0]!, 5);
        expect(y! / radius).toBeCloseTo(expected[i]![1]!, 5);
      });
    },
  );

  test.each([[400], [320]])('in a room of %i pixels, it is as much smaller', async room => {
    const [wide, narrow] = [await drawn(chart), await drawn(chart, { room })];
    expect(narrow.warnings).toEqual([]);
    const [panel] = groupsNamed(narrow, 'panel0') as [Item];
    expect(panel.x + panel.width).toBeCloseTo(room, 5);
    const share = room / groupsNamed(wide, 'panel0')[0]!.width;
    around(narrow).forEach((place, i) => {
      for (const axis of [0, 1]) expect(place[axis]).toBeCloseTo(share * around(wide)[i]![axis]!, 5);
    });
  });

  test('what is nearer is drawn later, larger and more solid', async () => {
    const picture = await drawn(chart, { azimuth: 0, elevation: 0 });
    const [last] = [dotsOf(picture).at(-1)!];
    expect(last.datum.row).toBe(0);
    const behind = dotsOf(await drawn(chart, { azimuth: 180, elevation: 0 }))[0]!;
    expect(behind.datum.row).toBe(0);
    expect(last.size).toBeGreaterThan(2 * behind.size!);
    expect(last.opacity).toBeGreaterThan(2 * behind.opacity!);
  });

  test.each([0, 100, 200, 300])(
    'from %i degrees names stand at the sides, each with a line to its points',
    async azimuth => {
      const random = seededRandom('sides');
      const labels = Array.from({ length: 500 }, (_, i) => i % 10);
      const places = labels.flatMap(c => [Math.cos(c), Math.sin(c), c / 5].map(value => value + 0.1 * random.normal()));
      for (const room of [636, 342]) {
        const picture = await drawn(scatter3d(places, labels), { azimuth, room });
        const [panel] = groupsNamed(picture, 'panel0') as [Item];
        const plates = itemsNamed(picture, 'plates');
        expect(plates).toHaveLength(10);
        for (const [i, one] of plates.entries()) {
          expect(Math.min(one.x, one.y)).toBeGreaterThanOrEqual(0);
          expect(one.x + one.width).toBeLessThanOrEqual(panel.width);
          expect(one.y + one.height).toBeLessThanOrEqual(panel.height);
          for (const other of plates.slice(0, i))
            expect(Math.abs(one.x - other.x) >= one.width || Math.abs(one.y - other.y) >= one.height).toBe(true);
          expect(
            dotsOf(picture).filter(
              ({ x, y }) => x > one.x && x < one.x + one.width && y > one.y && y < one.y + one.height,
            ),
          ).toEqual([]);
        }
        const own = (c: number, of: 'x' | 'y') =>
          dotsOf(picture)
            .filter(dot => dot.datum.c === c)
            .map(dot => dot[of]);
        for (const { x2, y2, datum } of itemsNamed(picture, 'leaders')) {
          const [xs, ys] = [own(datum.c as number, 'x'), own(datum.c as number, 'y')];
          expect(Math.min(...xs) < x2! && x2! < Math.max(...xs) && Math.min(...ys) < y2! && y2! < Math.max(...ys)).toBe(
            true,
          );
        }
      }
    },
  );

  test('axes go through the origin, with their names and how much of the variance lies along each', async () => {
    const picture = await drawn(chart, { azimuth: 0, elevation: 0 });
    expect(itemsNamed(picture, 'axis names').map(name => name.text)).toEqual([
      'PC1 (50.0 %)',
      'PC2 (25.0 %)',
      'PC3 (12.5 %)',
    ]);
    const [, second] = itemsNamed(picture, 'axis lines') as [Item, Required<Item>];
    const origin = dotsOf(picture).find(dot => dot.datum.row === 3)!;
    expect([(second.x + second.x2) / 2, (second.y + second.y2) / 2]).toEqual([origin.x, origin.y]);
    expect(second.x2 - second.x).toBeCloseTo(2 * radius, 6);
    expect((await drawn(scatter3d(points, labels, { axisTitles: ['a', 'b', 'c'] }))).texts).toContain('c');
  });

  test('turns on its own while the box is ticked, and rests until then', async () => {
    const view = new vega.View(vega.parse(chart.spec as vega.Spec), { renderer: 'none', logLevel: vega.Error });
    await view.runAsync();
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(view.signal('azimuth')).toBe(30);
    view.signal('turning', true);
    for (let i = 0; i < 400 && view.signal('azimuth') < 33; i++) await new Promise(resolve => setTimeout(resolve, 15));
    view.finalize();
    expect(view.signal('azimuth')).toBeGreaterThanOrEqual(33);
  });

  test.each([
    { azimuth: 30, elevation: 20 },
    { azimuth: 200, elevation: -35 },
  ])('hovering tells what a point is, seen from $azimuth and $elevation', async from => {
    const before = await drawn(chart, from);
    const dot = dotsOf(before).find(item => item.datum.row === 2)!;
    const picture = await drawn(chart, from, { mouse: pointingAt(before, dot, { x: -2, y: 1 }) });
    expectTile(chart, itemsNamed(picture, 'card picture')[0]!, images, 2);
    expectTile(chart, itemsNamed(picture, 'card neighbour')[0]!, images, 3);
    expect(cardWords(picture)).toEqual(['digit 3', 'row 2', 'nearest in the embedding', '3']);
    expect(itemsNamed(picture, 'ring').map(place)).toEqual([place(dot)]);
    const turning = await drawn(chart, from, { turning: true, mouse: pointingAt(before, dot) });
    expect(cardWords(turning)).toEqual([]);
  });

  test('a class chosen in the legend stays, the others grow faint', async () => {
    const picture = await drawn(chart, { alone: 2 });
    for (const { datum, opacity } of dotsOf(picture)) {
      if (datum.c === 2) expect(opacity).toBeGreaterThan(0.3);
      else expect(opacity).toBe(0.06);
    }
  });

  test('ten thousand points stay light; a sample of them is drawn while they turn, and the picture says so', async () => {
    const n = 10_000;
    const random = seededRandom('space');
    const digits = Float32Array.from({ length: n * 784 }, (_, at) => (at % 784 < 100 ? random.next() : 0));
    const large = scatter3d(
      Float32Array.from({ length: 3 * n }, () => random.normal()),
      Array.from({ length: n }, (_, i) => i % 10),
      {
        images: digits,
        neighbours: Int32Array.from({ length: 5 * n }, () => random.integer(n)),
      },
    );
    expect(savedBytes(large)).toBeLessThan(600_000);
    const resting = await drawn(large);
    expect(dotsOf(resting)).toHaveLength(n);
    expect(itemsNamed(resting, 'remark').map(item => item.text)).toEqual([
      'drag to turn; while it turns, 4,000 of 10,000 points, drawn at random',
    ]);
    const turning = await drawn(large, { turning: true });
    expect(dotsOf(turning)).toHaveLength(4000);
    // At random: of every class about as many.
    for (const label of Array(10).keys()) {
      const count = dotsOf(turning).filter(dot => dot.datum.c === label).length;
      expect(Math.abs(count - 400)).toBeLessThan(60);
    }
    expect(dotsOf(await drawn(large, { turning: true }, { turning: false }))).toHaveLength(n);
    const svg = await stillSvg(large);
    expect(svg.length).toBeLessThan(300_000);
    expect(stillPlaces(svg).map(String).sort()).toEqual(
      dotsOf(resting)
        .map(dot => String(place(dot)))
        .sort(),
    );
  }, 60_000);

  test('says in words what it shows', () => {
    expect(chart.description).toBe(
      'Space. 4 points of 3 digits, a colour each, along PC1 (50.0 %), PC2 (25.0 %), PC3 (12.5 %).',
    );
  });

  test.each([
    ['one point', [[5, 0, 0]]],
    [
      'points all in the origin',
      [
        [0, 0, 0],
        [0, 0, 0],
      ],
    ],
  ])('%s is drawn', async (_, rows) => {
    const picture = await drawn(
      scatter3d(
        rows,
        rows.map(() => 1),
      ),
    );
    expect(picture.warnings).toEqual([]);
    for (const dot of dotsOf(picture)) expect(Number.isFinite(dot.x) && Number.isFinite(dot.y)).toBe(true);
    expect(dotsOf(picture)).toHaveLength(rows.length);
  });

  test.each<[string, () => unknown, string]>([
    ['no point', () => scatter3d([], []), 'points is empty'],
    ['points of two coordinates', () => scatter3d([[1, 2]], [1]), 'point 0 of points has 2 coordinates, expected 3'],
    [
      'half a point',
      () => scatter3d([1, 2, 3, 4], [1]),
      'points has 4 numbers, expected a multiple of 3: x, y, z of each point',
    ],
    ['NaN', () => scatter3d([1, 2, Number.NaN], [1]), 'points holds NaN as z of point 0'],
    ['too few labels', () => scatter3d(points, [1]), 'labels has 1 entry, expected 4'],
    [
      'pictures of another number',
      () => scatter3d(points, labels, { images: pictures(1) }),
      'images has 1 entry, expected 4',
    ],
    [
      'shares of two axes',
      () => scatter3d(points, labels, { explainedVarianceRatio: [0.5, 0.1] }),
      'explainedVarianceRatio is [0.5, 0.1], expected a share from 0 to 1 for each of the three axes',
    ],
    [
      'shares in per cent',
      () => scatter3d(points, labels, { explainedVarianceRatio: [50, 25, 12] }),
      'is [50, 25, 12]',
    ],
    ['no standpoint', () => scatter3d(points, labels, { azimuth: Number.NaN }), 'azimuth and elevation[0] is NaN'],
  ])('refuses %s', (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});
