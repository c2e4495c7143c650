import { describe, expect, test } from 'vitest';
import { DIGIT_COLOURS } from '../../lib/charts/parts/theme';
import { stillSvg } from '../../lib/charts/render/still';
import { scatter2d } from '../../lib/charts/scatter-2d';
import { seededRandom } from '../../lib/engine/seeds';
import { decodePng } from './decode-png';
import { type Drawn, drawn, groupsNamed, type Item, itemsNamed, itemsOf, savedBytes, signalsOf } from './drawn';
import { cardWords, dotsOf, expectTile, pictures, place, pointingAt, stillPlaces } from './points';

/** A square of side 2 around (5, 1), and its middle. */
const labels = [7, 7, 3, 3, 3];
const square = {
  title: 'a square',
  points: Float32Array.of(4, 0, 6, 0, 6, 2, 4, 2, 5, 1),
  labels,
  note: ['trustworthiness 0.973', 'neighbours kept 41 %'],
};
/** The rows whose dots are seen, in order. */
const rowsOf = (picture: Drawn, panel = 0) =>
  dotsOf(picture, panel)
    .map(dot => dot.datum.row as number)
    .sort((a, b) => a - b);

/** The same rows, otherwise arranged. */
const turned = { title: 'turned', points: [0, 0, 9, 9, 0, 9, 9, 0, 3, 3], labels };
const images = pictures(5);
const neighbours = Int32Array.of(1, 4, 2, 4, 3, 4, 0, 4, 2, 3);

describe('scatter2d', () => {
  test('draws every point where it lies, one unit across as long as one unit up', async () => {
    const picture = await drawn(scatter2d(square, { title: 'Five points', xTitle: 'across', yTitle: 'up' }));
    expect(picture.warnings).toEqual([]);
    const dots = dotsOf(picture);
    const [a, b, c, d, middle] = dots.map(place) as [number, number][];
    const side = b![0] - a![0];
    expect(side).toBeGreaterThan(300);
    expect([b, c, d, middle].map(([x, y] = [0, 0]) => [x - a![0], a![1] - y])).toEqual([
      [side, 0],
      [side, side],
      [0, side],
      [side / 2, side / 2],
    ]);
    expect(dots.map(dot => dot.fill)).toEqual(labels.map(label => DIGIT_COLOURS[label]));
    expect(picture.texts).toEqual(
      expect.arrayContaining(['Five points', 'a square', 'across', 'up', '4.0', '6.0', ...square.note]),
    );
    expect((await drawn(scatter2d(square, { axes: false }))).texts).not.toContain('4.0');
  });

  test('points may come as rows, and from panel to panel in other numbers', async () => {
    const [x, y] = [7, -2];
    const picture = await drawn(scatter2d([square, { points: [[x, y], [x + 1, y]], labels: ['a', 'b'] }])); // biome-ignore format: two rows
    const [left, right] = dotsOf(picture, 1) as [Item, Item];
    expect(right.x).toBeGreaterThan(left.x);
    expect(dotsOf(picture, 0)).toHaveLength(5);
    expect(itemsNamed(picture, 'key names').map(key => key.text)).toEqual(['3', '7', 'a', 'b']);
  });

  test('a still picture has the names in full where they have room', async () => {
    const points = [[0, 0], [2, 4], [1, 9]]; // biome-ignore format: three points
    const svg = await stillSvg(scatter2d({ points, labels: ['drawing', 'word', 'note'] }));
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    expect(texts.filter(text => text.endsWith('…'))).toEqual([]);
    expect(texts.filter(text => text === 'drawing').length).toBeGreaterThanOrEqual(2); // beside its dots, too
  });

  test('names stand beside the points, with a line from their medians, and do not cover each other', async () => {
    const points = [[0, 0], [2, 4], [1, 9], [8, 2], [8, 6], [8, 4]]; // biome-ignore format: six points
    const chart = scatter2d({ points, labels: ['cat', 'cat', 'cat', 'dog', 'dog', 'dog'] });
    for (const picture of [await drawn(chart), await drawn(chart, { room: 342 })]) {
      const dots = dotsOf(picture);
      expect(itemsNamed(picture, 'names').map(({ text }) => text)).toEqual(['cat', 'dog']);
      for (const { x, y, width, height } of itemsNamed(picture, 'plates'))
        expect(dots.filter(dot => dot.x > x && dot.x < x + width && dot.y > y && dot.y < y + height)).toEqual([]);
      const [cat, dog] = itemsNamed(picture, 'leaders') as [Required<Item>, Required<Item>];
      for (const [end, at] of [[cat.x2, dots[2]!.x], [cat.y2, dots[1]!.y], [dog.x2, dots[5]!.x], [dog.y2, dots[5]!.y]]) // biome-ignore format: four ends
        expect(Math.abs(end! - at!)).toBeLessThan(0.2);
    }

    const crowd = await drawn(scatter2d({ points: [0, 0, 0, 0, 0, 0, 0, 0], labels: [1, 2, 3, 4] }));
    const plates = itemsNamed(crowd, 'plates');
    expect(plates).toHaveLength(4);
    for (const [i, one] of plates.entries())
      for (const other of plates.slice(0, i))
        expect(Math.max(Math.abs(one.x - other.x) / one.width, Math.abs(one.y - other.y) / one.height)).toBeGreaterThan(
          0.99,
        );
  });

  test('arrows go from place to place, with a head and a name, and one without length is left out', async () => {
    const arrows = [
      { from: [4, 0], to: [6, 2], label: 'PC1' },
      { from: [5, 1], to: [5, 1], label: 'nowhere' },
    ] as const;
    const picture = await drawn(scatter2d({ ...square, arrows: [...arrows] }));
    const [a, , c] = dotsOf(picture) as [Item, Item, Item];
    const rules = picture.marks.filter(({ type, name }) => type === 'rule' && name !== 'leaders');
    const lines = rules
      .flatMap(({ items }) => items)
      .map(line => [line.x, line.y, line.x2, line.y2].map(at => Math.round(at!)));
    expect(new Set(lines.map(String))).toEqual(new Set([[a.x, a.y, c.x, c.y].map(Math.round).join()]));
    const [head] = itemsOf(picture, 'symbol').filter(item => item.shape === 'triangle');
    expect([head!.x, head!.y].map(Math.round)).toEqual([c.x, c.y].map(Math.round));
    expect(picture.texts).toContain('PC1');
    expect(picture.texts).not.toContain('nowhere');
    const far = dotsOf(await drawn(scatter2d({ ...square, arrows: [{ from: [5, 1], to: [50, 1] }] }))) as [Item, Item];
    expect(far[1].x - far[0].x).toBeLessThan(60); // there is room for the arrow
  });

  test('a class chosen in the legend stays; of the others a pale picture is left', async () => {
    const chart = scatter2d(square);
    const all = await drawn(chart);
    expect(rowsOf(all)).toEqual([0, 1, 2, 3, 4]);
    expect(itemsNamed(all, 'faint dots')).toHaveLength(0);
    const chosen = await drawn(chart, { alone: 1 });
    expect(rowsOf(chosen)).toEqual([0, 1]);
    const [faint] = itemsNamed(chosen, 'faint dots') as [Item];
    const png = decodePng(Buffer.from(faint.url!.split(',')[1]!, 'base64'));
    expect([png.width, png.height]).toEqual([2 * faint.width, 2 * faint.height]);
    const colourAt = ({ x, y }: Item) => {
      const at = png.channels * (Math.round(2 * y) * png.width + Math.round(2 * x));
      return [...png.values.subarray(at, at + png.channels)];
    };
    for (const [row, dot] of dotsOf(all).entries()) {
      const colour = [1, 3, 5].map(at => Number.parseInt(DIGIT_COLOURS[labels[row]!]!.slice(at, at + 2), 16));
      expect(colourAt(dot)).toEqual([...colour.map(channel => Math.round(0.8 * 255 + 0.2 * channel)), 255]);
      expect(colourAt({ ...dot, x: dot.x + 8 })).toEqual([255, 255, 255, 0]);
    }
    expect(rowsOf(await drawn(chart, { alone: 1 }, { alone: -1 }))).toEqual([0, 1, 2, 3, 4]);
  });

  test('a single class needs no legend and no name', async () => {
    const picture = await drawn(scatter2d({ points: [0, 0, 1, 1], labels: [0, 0] }));
    for (const name of ['keys', 'names', 'legend']) expect(itemsNamed(picture, name)).toHaveLength(0);
  });

  test.each([
    [0, 2],
    [1, 4],
    [1, 0],
  ] as const)(
    'hovering in panel %i over row %i shows its picture, its label, and those of its neighbours',
    async (panel, row) => {
      const chart = scatter2d([square, turned], { images, neighbours });
      const before = await drawn(chart);
      const dots = dotsOf(before, panel);
      const near = [...neighbours.subarray(2 * row, 2 * row + 2)];
      const picture = await drawn(chart, { mouse: pointingAt(before, dots[row]!, { panel, x: 3, y: -2 }) });
      expect(picture.warnings).toEqual([]);
      expectTile(chart, itemsNamed(picture, 'card picture')[0]!, images, row);
      itemsNamed(picture, 'card neighbour').forEach((item, rank) => {
        expectTile(chart, item, images, near[rank]!);
      });
      expect(cardWords(picture)).toEqual([
        `digit ${labels[row]}`,
        `row ${row}`,
        'nearest in the embedding',
        ...near.map(other => String(labels[other])),
      ]);
      expect(itemsNamed(picture, 'ring').map(place)).toEqual([place(dots[row]!)]);
      expect(itemsNamed(picture, 'companion rings').map(place)).toEqual(near.map(other => place(dots[other]!)));
    },
  );

  test('of two points the nearer one is shown, and none where none is near or the pointer has left', async () => {
    const chart = scatter2d({ points: [0, 0, 1, 0, 80, 0], labels: [4, 9, 1] }, { images: pictures(3) });
    const before = await drawn(chart);
    const [dot] = dotsOf(before) as [Item];
    const words = async (mouse: object | null) => cardWords(await drawn(chart, { mouse }));
    expect(await words(pointingAt(before, dot, { x: 2 }))).toEqual(['digit 4', 'row 0']);
    expect(await words(pointingAt(before, dot, { x: 6 }))).toEqual(['digit 9', 'row 1']);
    expect(await words(pointingAt(before, dot, { y: 30 }))).toEqual([]);
    expect(await words(null)).toEqual([]);
    expect(itemsNamed(await drawn(chart), 'card picture')).toHaveLength(0);
  });

  test('what the neighbours are called may have any letters', async () => {
    const neighboursTitle = 'the "network\'s" nearest \\';
    const chart = scatter2d(square, { neighbours, neighboursTitle });
    const before = await drawn(chart);
    expect(cardWords(await drawn(chart, { mouse: pointingAt(before, dotsOf(before)[0]!) }))).toEqual([
      '7',
      'row 0',
      neighboursTitle,
      '7',
      '3',
    ]);
  });

  describe.each([[500], [320]])('in a room of %i pixels', room => {
    test('panels stand one below the other, none wider than the room, and keep their shape', async () => {
      const chart = scatter2d([square, turned], { linked: true, title: 'Two panels' });
      const [wide, narrow] = [await drawn(chart), await drawn(chart, { room })];
      expect(narrow.warnings).toEqual([]);
      const [above, below] = ['panel0', 'panel1'].map(name => groupsNamed(narrow, name)[0]!) as [Item, Item];
      for (const { x, width } of [above, below]) expect(x + width).toBeLessThanOrEqual(room);
      expect(below.y).toBeGreaterThan(above.y + above.height);
      const sides = (picture: Drawn, panel: number) => {
        const [one, other] = dotsOf(picture, panel) as [Item, Item];
        return Math.hypot(one.x - other.x, one.y - other.y) / groupsNamed(picture, `panel${panel}`)[0]!.width;
      };
      for (const panel of [0, 1]) expect(sides(narrow, panel)).toBeCloseTo(sides(wide, panel), 2);
    });

    test('a rectangle selects the same points, and the card lies in the chart', async () => {
      const chart = scatter2d([square, turned], { linked: true, images });
      const shown = await drawn(chart, { room });
      const [{ x, y }] = groupsNamed(shown, 'panel1') as [Item];
      const [dot] = dotsOf(shown, 1) as [Item];
      const brush = { panel: 1, x0: x + dot.x - 4, y0: y + dot.y - 4, x1: x + dot.x + 4, y1: y + dot.y + 4 };
      const brushed = await drawn(chart, { room }, { brush });
      expect([dotsOf(brushed, 0), dotsOf(brushed, 1)].map(dots => dots.length)).toEqual([1, 1]);
      const pointed = await drawn(chart, { room }, { mouse: pointingAt(shown, dot, { panel: 1 }) });
      const [card] = groupsNamed(pointed, 'card') as [Item];
      expect(card.x).toBeGreaterThanOrEqual(0);
      expect(card.x + card.width).toBeLessThanOrEqual(room);
    });
  });

  test('the card lies in the chart and beside its point', async () => {
    const chart = scatter2d([square, turned], { images, neighbours });
    const before = await drawn(chart);
    const { width, height } = (await signalsOf(chart, ['width', 'height'])) as { width: number; height: number };
    for (const panel of [0, 1]) {
      for (const dot of dotsOf(before, panel)) {
        const mouse = pointingAt(before, dot, { panel }) as { x: number; y: number };
        const [card] = groupsNamed(await drawn(chart, { mouse }), 'card') as [Item];
        expect(
          Math.min(card.x, card.y, width - card.x - card.width, height - card.y - card.height),
        ).toBeGreaterThanOrEqual(0);
        expect(Math.max(card.x - mouse.x, mouse.x - card.x - card.width)).toBeGreaterThan(8);
      }
    }
  });

  test('says in words what it shows', () => {
    expect(scatter2d([square, turned], { title: 'Two views', linked: true }).description).toBe(
      'Two views. a square: 5 points of 2 digits, a colour each; trustworthiness 0.973; neighbours kept 41 %. ' +
        'turned: 5 points of 2 digits, a colour each. A rectangle dragged in one panel selects the same points in the others.',
    );
  });

  test.each([
    ['one point', [3, 4], [1]],
    ['points all in one place', [3, 4, 3, 4, 3, 4], [1, 2, 1]],
  ])('%s: in the middle of the panel', async (_, where, which) => {
    const picture = await drawn(scatter2d({ points: where, labels: which }));
    expect(picture.warnings).toEqual([]);
    const [group] = groupsNamed(picture, 'panel0') as [Item];
    for (const dot of dotsOf(picture)) expect(place(dot)).toEqual([group.width / 2, group.height / 2]);
  });

  const broken =
    (change: object, options: object = {}) =>
    () =>
      scatter2d({ ...square, ...change }, options);
  test.each<[string, () => unknown, string]>([
    ['no panel', () => scatter2d([]), 'panels is empty'],
    ['four panels', () => scatter2d([square, square, square, square]), 'there are 4 panels, expected at most 3'],
    ['no point', broken({ points: [], labels: [] }), "points of 'a square' is empty"],
    ['half a point', broken({ points: [1, 2, 3] }), 'has 3 numbers, expected a multiple of 2: x, y of each point'],
    [
      'points of three coordinates',
      broken({ points: [[1, 2, 3]] }),
      "point 0 of points of 'a square' has 3 coordinates",
    ],
    [
      'NaN',
      broken({ points: [1, 2, 3, Number.NaN] }),
      "points of 'a square' holds NaN as y of point 1, expected numbers",
    ],
    [
      'too few labels',
      broken({ labels: [7, 7] }),
      "labels of 'a square' has 2 entries, expected 5, one for each point",
    ],
    ['too many points', broken({ points: new Float32Array(20_002) }), 'holds 10,001 points, expected at most 10,000'],
    ['eleven classes', broken({ labels: Array.from({ length: 11 }, (_, c) => `class ${c}`) }), 'name 11 classes'],
    ['pictures of another number', broken({}, { images: pictures(4) }), 'images has 4 entries, expected 5'],
    [
      'neighbours of another number',
      broken({}, { neighbours: [1, 2, 3] }),
      'neighbours has 3 entries, expected a multiple of 5',
    ],
    ['a neighbour that is no row', broken({}, { neighbours: [1, 2, 5, 0, 1] }), 'names row 5 as near to point 2'],
    [
      'linked panels of other rows',
      () => scatter2d([square, { points: [0, 0], labels: [1] }], { linked: true }),
      'one panel has 5 points and another 1, expected the same rows in every panel',
    ],
  ])('refuses %s', (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});

describe('linked panels', () => {
  const chart = scatter2d([square, turned], { linked: true });

  /** A rectangle around some dots of a panel. */
  async function around(panel: number, rows: number[]) {
    const picture = await drawn(chart);
    const [group] = groupsNamed(picture, `panel${panel}`) as [Item];
    const dots = rows.map(row => dotsOf(picture, panel)[row]!);
    const [xs, ys] = [dots.map(dot => group.x + dot.x), dots.map(dot => group.y + dot.y)];
    return {
      panel,
      x0: Math.min(...xs) - 4,
      y0: Math.min(...ys) - 4,
      x1: Math.max(...xs) + 4,
      y1: Math.max(...ys) + 4,
    };
  }

  test.each([
    [0, [0, 1]],
    [1, [3]],
    [0, [0, 1, 2, 3, 4]],
  ] as const)(
    'a rectangle in panel %i around rows %j selects these rows in both panels, and counts their labels',
    async (panel, rows) => {
      const brush = await around(panel, [...rows]);
      const picture = await drawn(chart, { brush });
      expect(picture.warnings).toEqual([]);
      for (const side of [0, 1]) expect(rowsOf(picture, side)).toEqual(rows);
      expect(itemsNamed(picture, 'faint dots')).toHaveLength(2);
      expect(picture.texts).toContain(`${rows.length} of 5 selected`);
      const counts = itemsNamed(picture, 'count labels').map(({ datum, text }) => [datum.c, Number(text)]);
      const of = (label: number) => rows.filter(row => labels[row] === label).length;
      expect(counts.sort()).toEqual(
        [
          [0, of(3)],
          [1, of(7)],
        ].filter(([, count]) => count! > 0),
      );
      expect(itemsNamed(picture, 'brush').map(item => item.width)).toEqual([brush.x1 - brush.x0]);
    },
  );

  test('a rectangle may be dragged in any direction; a click clears the selection', async () => {
    const { panel, x0, y0, x1, y1 } = await around(0, [2]);
    const back = await drawn(chart, { brush: { panel, x0: x1, y0: y1, x1: x0, y1: y0 } });
    expect(rowsOf(back)).toEqual([2]);
    const cleared = await drawn(chart, { brush: { panel, x0, y0, x1: x0, y1: y0 } });
    expect(rowsOf(cleared)).toEqual([0, 1, 2, 3, 4]);
    expect(cleared.texts.some(text => text.startsWith('drag over points'))).toBe(true);
  });

  test('the same point is ringed in both panels', async () => {
    const before = await drawn(chart);
    const picture = await drawn(chart, { mouse: pointingAt(before, dotsOf(before, 1)[3]!, { panel: 1 }) });
    expect(itemsNamed(picture, 'ring').map(place)).toEqual([0, 1].map(panel => place(dotsOf(before, panel)[3]!)));
  });

  test('of many points that lie on each other, those that can be told apart have their pictures', async () => {
    const n = 3000;
    const images = pictures(n);
    // All but ten lie in one of three places; the ten stand alone, each in one of the panels.
    const row = (alone: number, i: number) => (i >= alone && i < alone + 5 ? [10 + i - alone, 5] : [i % 3, 0]);
    const panel = (alone: number) => ({
      points: Array.from({ length: n }, (_, i) => row(alone, i)),
      labels: Array.from({ length: n }, (_, i) => i % 2),
    });
    const large = scatter2d([panel(2000), panel(2500)], { images, linked: true });
    expect(savedBytes(large)).toBeLessThan(80_000);
    const before = await drawn(large);
    for (const [panel, alone] of [2002, 2503].entries()) {
      const pointed = await drawn(large, { mouse: pointingAt(before, dotsOf(before, panel)[alone]!, { panel }) });
      expect(cardWords(pointed)).toContain(`row ${alone.toLocaleString('en')}`);
      expectTile(large, itemsNamed(pointed, 'card picture')[0]!, images, alone);
    }
    const crowded = await drawn(large, { mouse: pointingAt(before, dotsOf(before)[1000]!) });
    expect(cardWords(crowded)).toContain('row 1'); // the first of its class in that place
    expectTile(large, itemsNamed(crowded, 'card picture')[0]!, images, 1);
  });

  test('ten thousand points with pictures and neighbours stay light, and the still picture has every point', async () => {
    const n = 10_000;
    const random = seededRandom('linked panels');
    const digits = Float32Array.from({ length: n * 784 }, (_, at) => (at % 784 < 100 ? random.next() : 0));
    const panel = () => ({
      points: Float32Array.from({ length: 2 * n }, () => random.normal()),
      labels: Array.from({ length: n }, (_, i) => i % 10),
    });
    const panels = [panel(), panel()];
    const near = Int32Array.from({ length: 5 * n }, () => random.integer(n));
    const large = scatter2d(panels, { images: digits, neighbours: near, linked: true, axes: false });
    expect(savedBytes(large)).toBeLessThan(700_000);
    const svg = await stillSvg(large);
    expect(svg.length).toBeLessThan(300_000);
    expect(svg).not.toContain('<image');
    const live = await drawn(large);
    const everywhere = [0, 1].flatMap(side => dotsOf(live, side).map(place));
    expect(stillPlaces(svg).map(String).sort()).toEqual(everywhere.map(String).sort());
  }, 60_000);
});
