import { describe, expect, test } from 'vitest';
import { crossHeatmap } from '../../lib/charts/cross-heatmap';
import { recallBars } from '../../lib/charts/recall-bars';
import { soundPicture } from '../../lib/charts/sound-picture';
import { staircase } from '../../lib/charts/staircase';
import { decodePng } from './decode-png';
import { drawn, type Item, itemsOf } from './drawn';

describe('soundPicture', () => {
  const panel = {
    title: 'a roar',
    samples: Float32Array.from({ length: 1000 }, (_, i) => (i < 500 ? 0.8 * Math.sin(i) : 0)),
    rate: 500,
    mels: Float32Array.from({ length: 6 * 4 }, (_, i) => (i % 4 === 1 ? 1 : 0)), // the second band, all the time
    bands: 4,
  };
  const chart = soundPicture([panel, { ...panel, title: 'a note' }], { title: 'Two sounds' });

  test('draws a wave that is wide where the sound is loud, over a picture with low bands at the bottom', async () => {
    const picture = await drawn(chart);
    expect(picture.warnings).toEqual([]);
    expect(picture.texts).toEqual(expect.arrayContaining(['Two sounds', 'a roar', 'a note', 'seconds']));
    const columns: number[] = itemsOf(picture, 'area').map(({ datum }) =>
      Math.abs((datum.low as number) - (datum.high as number)),
    );
    expect(columns[10]).toBeGreaterThan(40);
    const silent = columns.slice(Math.ceil(0.3 * columns.length), Math.floor(0.49 * columns.length)); // of the first panel
    expect(silent.length).toBeGreaterThan(20);
    expect(Math.max(...silent)).toBe(0);
    const [image] = itemsOf(picture, 'image');
    const { width, height, values } = decodePng(Buffer.from(image!.url!.split(',')[1]!, 'base64'));
    expect([width, height]).toEqual([6, 4]);
    const dark = (y: number) => values[y * 6 * 3]! < 100;
    expect([0, 1, 2, 3].map(dark)).toEqual([false, false, true, false]);
  });

  test('says in words what it shows', () => {
    expect(chart.description).toContain('a roar: 2.00 seconds at 500 samples a second, 6 frames of 4 bands.');
  });

  test.each([
    ['no panel', [], 'panels is empty'],
    ['no sample', [{ ...panel, samples: new Float32Array(0) }], "samples of 'a roar' is empty"],
    ['NaN', [{ ...panel, samples: Float32Array.of(0, Number.NaN) }], "samples of 'a roar'[1] is NaN"],
    ['no rate', [{ ...panel, rate: 0 }], 'rate of'],
    ['half a frame', [{ ...panel, mels: panel.mels.subarray(1) }], "mels of 'a roar' has 23 entries, expected 24"],
  ])('refuses %s', (_, panels, message) => {
    expect(() => soundPicture(panels)).toThrow(message);
  });
});

describe('recallBars', () => {
  const row = { name: 'text → picture', at1: 0.5, at10: 0.8, chance: { at1: 0.01, at10: 0.1 } };
  const rows = [row, { ...row, name: 'picture → text', raw: { at1: 0.2, at10: 0.4 } }];

  test('draws both recalls as long as they are, with raw values where there are any, and chance', async () => {
    const picture = await drawn(recallBars(rows));
    expect(picture.warnings).toEqual([]);
    const bars = itemsOf(picture, 'rect').filter(item => item.width > 4);
    expect(bars).toHaveLength(4);
    expect(bars[2]!.width / bars[0]!.width).toBeCloseTo(0.8 / 0.5, 5);
    expect(itemsOf(picture, 'symbol')).toHaveLength(2);
    const legend = 'bar: trained · ring: raw values · stroke: chance';
    expect(picture.texts).toContain(legend);
    expect((await drawn(recallBars([row]))).texts).toContain(legend.replace('ring: raw values · ', ''));
    expect(picture.texts).toEqual(expect.arrayContaining(['recall@1', 'recall@10', '50.0', '80.0', 'text → picture']));
  });

  test('says every number in words', () => {
    expect(recallBars(rows, { title: 'Search' }).description).toContain(
      'picture → text: 50.0 % at 1 and 80.0 % at 10; raw values 20.0 and 40.0 %; chance 1.00 and 10.00 %.',
    );
  });

  test('of counted rows it draws the 95 % interval, and says it', async () => {
    const chart = recallBars([
      { ...row, at1: 0.9, at10: 0.9, queries: 30 },
      { ...row, name: 'not counted' },
    ]);
    const picture = await drawn(chart);
    expect(picture.warnings).toEqual([]);
    const lines = itemsOf(picture, 'rule');
    expect(lines).toHaveLength(2);
    const [bar] = itemsOf(picture, 'rect').filter(item => item.width > 4);
    expect(Math.abs(lines[0]!.x2! - lines[0]!.x) / bar!.width).toBeCloseTo((0.9654 - 0.74379) / 0.9, 3);
    expect(chart.description).toContain('text → picture: 90.0 % (74.4 to 96.5) at 1 and 90.0 % (74.4 to 96.5) at 10;');
    expect(chart.description).toContain('not counted: 50.0 % at 1');
  });

  test('recall at 5 stands between the others, where the rows have it', async () => {
    const chance = { at1: 0.01, at5: 0.05, at10: 0.1 };
    const chart = recallBars([
      { ...row, at5: 0.7, chance, queries: 20 },
      { ...row, name: 'with raw values', at5: 0.6, chance, raw: { at1: 0.1, at5: 0.2, at10: 0.3 } },
    ]);
    const picture = await drawn(chart);
    expect(picture.warnings).toEqual([]);
    expect(picture.texts.filter(text => text.startsWith('recall@'))).toEqual(['recall@1', 'recall@5', 'recall@10']);
    const bars = itemsOf(picture, 'rect').filter(item => item.width > 4);
    expect(bars).toHaveLength(6);
    expect(bars[2]!.width / bars[0]!.width).toBeCloseTo(0.7 / 0.5, 5);
    expect(picture.texts).toEqual(expect.arrayContaining(['50.0', '70.0', '80.0']));
    expect(chart.description).toContain('and 70.0 % (48.1 to 85.5) at 5 and');
    expect(chart.description).toContain(
      'with raw values: 50.0 % at 1 and 60.0 % at 5 and 80.0 % at 10; raw values 10.0 and 20.0 and 30.0 %; ' +
        'chance 1.00 and 5.00 and 10.00 %.',
    );
  });

  test.each([
    [
      'recall at 5 in one row only',
      [{ ...row, at5: 0.7, chance: { ...row.chance, at5: 0.1 } }, rows[1]!],
      'lacks recall at 5',
    ],
    ['recall at 5 without chance', [{ ...row, at5: 0.7 }], "'text → picture' lacks recall at 5"],
    ['no query', [{ ...row, queries: 0 }], 'of is 0'],
    ['no row', [], 'rows is empty'],
    ['per cent', [{ ...row, at10: 80 }], "'text → picture' has a share of 80"],
    ['two of a name', [row, row], 'two rows have the same name'],
  ])('refuses %s', (_, given, message) => {
    expect(() => recallBars(given)).toThrow(message);
  });
});

describe('staircase', () => {
  const steps = ['known', 'new voices', 'people'];
  const stairs = [
    { name: 'with', scores: [98.9, 92.1, 87.1] },
    { name: 'without', scores: [99, 90, 63] },
  ];
  const options = { measure: 'sound → word', chance: 10 };

  test('says its unit once, also where the measure says it', async () => {
    const measured = staircase(['near', 'far'], [{ name: 'one', scores: [90, 50] }], { measure: 'right word (%)' });
    const { texts } = await drawn(measured);
    expect(texts).toContain('right word (%)');
    expect(texts.filter(text => text.includes('(%) (%)'))).toEqual([]);
    expect(measured.description).toContain('right word in per cent.');
  });

  test('draws a point a step and training, each with its number, on an axis from 0', async () => {
    const picture = await drawn(staircase(steps, stairs, options));
    expect(picture.warnings).toEqual([]);
    const points = itemsOf(picture, 'symbol');
    expect(points).toHaveLength(6);
    const of = (score: number) => points.find(point => point.datum.score === score)!;
    expect((of(63).y - of(90).y) / (of(90).y - of(99).y)).toBeCloseTo(27 / 9, 5);
    expect(picture.texts).toEqual(expect.arrayContaining(['98.9', '63.0', 'chance 10.0', 'new voices', '0', '100']));
  });

  test('draws the 95 % interval of what was counted, and says it; no two at one place', async () => {
    const of = [1000, 830, 30];
    const chart = staircase(steps, [{ name: 'with', scores: [98.9, 92.1, 90], of }, stairs[1]!], options);
    const picture = await drawn(chart);
    expect(picture.warnings).toEqual([]);
    const lines = itemsOf(picture, 'rule').filter(({ datum }) => datum.step !== undefined);
    expect(lines.map(({ datum }) => datum.step)).toEqual(steps);
    const axis = itemsOf(picture, 'symbol').find(({ datum }) => datum.score === 63)!.y;
    const ninety = itemsOf(picture, 'symbol').find(({ datum }) => datum.score === 90 && datum.name === 'without')!.y;
    expect(Math.abs(lines[2]!.y2! - lines[2]!.y) / (axis - ninety)).toBeCloseTo((96.54 - 74.379) / 27, 3);
    const places = itemsOf(picture, 'symbol').map(({ x, y }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(6);
    expect(chart.description).toContain('people 90.0 (74.4 to 96.5, of 30). without: known 99.0, new voices 90.0');
  });

  test('numbers of scores that lie together stand apart', async () => {
    const close = [99.8, 99.5, 99.1, 98.9].map((score, i) => ({ name: `${i}`, scores: [score, 50 + i] }));
    const picture = await drawn(staircase(['near', 'far'], close, { measure: 'right' }));
    const heights = itemsOf(picture, 'text')
      .filter(({ text }) => /^9[89]/.test(text))
      .map(({ y }) => y);
    const apart = [...new Set(heights)].sort((a, b) => a - b);
    expect(apart).toHaveLength(4);
    for (let i = 1; i < 4; i++) expect(apart[i]! - apart[i - 1]!).toBeGreaterThan(11);
  });

  test('numbers stand to the right of all points of their step, and to the left of those of the next', async () => {
    const four = ['a', 'b', 'c', 'd'].map((name, i) => ({
      name,
      scores: [100, 96 - i, 90 - 9 * i, 47],
      of: [9, 9, 9, 9],
    }));
    const picture = await drawn(staircase(['1', '2', '3', '4'], four, { measure: 'right' }));
    const ends = ['1', '2', '3', '4'].map(step => {
      const at = (type: string) => itemsOf(picture, type).filter(({ datum }) => datum.step === step);
      const points = at('symbol').map(({ x }) => x);
      const numbers = at('text').filter(({ text }) => /\d/.test(text)) as (Item & { dx: number })[];
      expect([points.length, numbers.length]).toEqual([4, 4]);
      const left = numbers.map(({ x, dx }) => x + dx);
      return {
        first: Math.min(...points),
        last: Math.max(...points),
        from: Math.min(...left),
        to: Math.max(...left) + 35,
      };
    });
    ends.forEach(({ last, from, to }, i) => {
      expect(from).toBeGreaterThan(last + 10);
      expect(ends[i + 1]?.first ?? Number.POSITIVE_INFINITY).toBeGreaterThan(to);
    });
  });

  test('what is compared differs in shape as well as in colour', async () => {
    const points = itemsOf(await drawn(staircase(steps, stairs, options)), 'symbol');
    const shapeOf = (name: string) => [...new Set(points.filter(({ datum }) => datum.name === name).map(p => p.shape))];
    expect([shapeOf('with'), shapeOf('without')]).toEqual([['circle'], ['square']]);
  });

  test('a long name of a step breaks between its words, a short one does not', async () => {
    const long = 'people whom nobody has ever heard speak';
    const picture = await drawn(
      staircase(['known', 'new voices', 'others', long], [{ name: 'a', scores: [9, 8, 7, 6] }], options),
    );
    const broken = picture.texts.find(text => text.startsWith('people'))!;
    expect(broken.replaceAll(',', ' ')).toBe(long);
    expect(broken.split(',').length).toBeGreaterThan(1);
    expect(picture.texts).toContain('new voices');
  });

  test.each([
    ['a count too few', steps, [{ ...stairs[0]!, of: [30] }], "counts of 'with' has 1 entry, expected 3"],
    ['a count of none', steps, [{ ...stairs[0]!, of: [30, 0, 30] }], 'of is 0'],
    ['one step', ['known'], stairs, 'there are 1 steps'],
    ['no stairs', steps, [], 'stairs is empty'],
    ['a score too few', steps, [{ name: 'a', scores: [1, 2] }], "scores of 'a' has 2 entries, expected 3"],
    ['more than all', steps, [{ name: 'a', scores: [1, 2, 101] }], "'a' has a score of 101"],
    ['two of a name', steps, [stairs[0]!, stairs[0]!], 'the same name'],
  ])('refuses %s', (_, asked, given, message) => {
    expect(() => staircase(asked, given, options)).toThrow(message);
  });
});

describe('crossHeatmap', () => {
  const cosines = [
    [0.6, 0.05, -0.1],
    [0.1, 0.7, 0.2],
  ];
  const names = { rows: ['lion', 'trumpet'], columns: ['a roar', 'a note', '“lion”'] };

  test('draws a cell a pair with its number, and frames the best of each row', async () => {
    const picture = await drawn(crossHeatmap(cosines, names));
    expect(picture.warnings).toEqual([]);
    const cells = itemsOf(picture, 'rect');
    expect(cells).toHaveLength(6 + 2);
    expect(cells.slice(6).map(({ datum }) => datum.cosine)).toEqual([0.6, 0.7]);
    expect(picture.texts).toEqual(expect.arrayContaining(['0.60', '−0.10', 'a roar', 'trumpet']));
  });

  test('says in words who meets whom', () => {
    expect(crossHeatmap(cosines, names).description).toContain('lion: a roar 0.60. trumpet: a note 0.70.');
  });

  test.each([
    ['no row', [], { ...names, rows: [] }, 'the matrix is empty'],
    ['a name too few', cosines, { ...names, rows: ['lion'] }, 'rows has 1 entry, expected 2'],
    ['a row cut short', [[0.6, 0.05], cosines[1]!], names, 'row 0 of the matrix has 2 entries, expected 3'],
    ['no cosine', [[0.6, 0.05, 3], cosines[1]!], names, 'row 0 of the matrix holds 3'],
  ])('refuses %s', (_, matrix, options, message) => {
    expect(() => crossHeatmap(matrix, options)).toThrow(message);
  });
});
