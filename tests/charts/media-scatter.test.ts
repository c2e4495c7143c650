import { describe, expect, test } from 'vitest';
import { type MediaThing, mediaScatter } from '../../lib/charts/media-scatter';
import { stillSvg } from '../../lib/charts/render/still';
import { decodePng } from './decode-png';
import { drawn, groupsNamed, type Item, itemsNamed, savedBytes, signalsOf } from './drawn';

const SIDE = 4;
/** Pictures of one grey each. */
const grey = (...values: number[]) => ({
  pixels: Uint8Array.from(values.flatMap(value => new Array(SIDE * SIDE * 3).fill(value))),
  side: SIDE,
});
const sound = { samples: Float32Array.of(0, 1), rate: 8000 };
const lion: MediaThing[] = [
  { concept: 'lion', sound },
  { concept: 'lion', text: 'león' },
  { concept: 'lion', picture: grey(40) },
  { concept: 'lion', clip: grey(90, 200) },
];
/** Far from each other: what stands at a corner need not move. */
const corners = [0, 0, 10, 0, 10, 5, 0, 5];
const chart = mediaScatter(corners, lion, { title: 'A lion, four times' });

const greyOf = ({ url }: Item) => decodePng(Buffer.from(url!.split(',')[1]!, 'base64')).values[0];
const middle = ({ x, y, width, height }: Item): [number, number] => [x + width / 2, y + height / 2];

describe('mediaScatter', () => {
  test('draws each thing as what it is, where it lies', async () => {
    const picture = await drawn(chart);
    expect(picture.warnings).toEqual([]);
    expect(itemsNamed(picture, 'written').map(({ text }) => text)).toEqual(['león']);
    expect(itemsNamed(picture, 'in-colour pictures').map(greyOf)).toEqual([40, 90]); // of the clip the first frame
    const [note] = itemsNamed(picture, 'notes');
    const [play] = itemsNamed(picture, 'play');
    const [seen, watched] = itemsNamed(picture, 'frames').map(middle);
    const [word] = itemsNamed(picture, 'written');
    const across = seen[0] - watched[0];
    expect(across).toBeGreaterThan(300);
    expect([note.x - watched[0], word.x - seen[0], seen[1] - watched[1]]).toEqual([0, 0, 0]);
    expect(note.y - watched[1]).toBeCloseTo(across / 2, 0); // a unit up is as long as a unit across
    expect(word.y).toBe(note.y);
    expect([Math.abs(play.x - watched[0]) < 22, Math.abs(play.y - watched[1]) < 22]).toEqual([true, true]);
    expect(itemsNamed(picture, 'leaders')).toEqual([]);
  });

  test('names stand below what does not say its own, and a line above says what the marks mean', async () => {
    const picture = await drawn(chart);
    expect(itemsNamed(picture, 'names').map(({ text }) => text)).toEqual(['lion', 'lion', 'lion']);
    expect(picture.texts).toEqual(expect.arrayContaining(['A lion, four times', 'heard', 'read', 'seen', 'watched']));
    const heard = await drawn(mediaScatter([0, 0], [lion[0]]));
    expect(heard.texts).toEqual(expect.arrayContaining(['heard']));
    expect(heard.texts).not.toContain('seen');
  });

  test('a long text is cut, so that its plate fits', async () => {
    const picture = await drawn(mediaScatter([0, 0], [{ concept: 'lion', text: 'a big cat with a mane that roars' }]));
    expect(itemsNamed(picture, 'written').map(({ text }) => text)).toEqual(['a big cat with a mane that …']);
    const [plate] = itemsNamed(picture, 'plates');
    expect(plate.x).toBeGreaterThan(0);
    expect(plate.width).toBeLessThan(260);
  });

  test('a concept has one colour, another concept another', async () => {
    const things = [lion[0], { concept: 'cow', sound }, { concept: 'cow', text: 'cow' }];
    const picture = await drawn(mediaScatter([0, 0, 9, 0, 9, 9], things));
    const [ofLion, ofCow] = itemsNamed(picture, 'discs').map(({ stroke }) => stroke);
    expect(ofLion).not.toBe(ofCow);
    expect(itemsNamed(picture, 'plates').map(({ stroke }) => stroke)).toEqual([ofCow]);
  });

  test('things in one place move apart until none covers another or its name, and lines lead back', async () => {
    const things = Array.from({ length: 12 }, (_, i) => lion[i % 4]);
    const picture = await drawn(mediaScatter([...new Array(22).fill(5), 6, 5], things));
    const covers = itemsNamed(picture, 'touch');
    expect(covers).toHaveLength(12);
    const boxes = [
      ...covers,
      ...itemsNamed(picture, 'names').map(({ x, y }) => ({ x: x - 12, y, width: 24, height: 11 })),
    ];
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(0, i)) {
        const clear = Math.max(
          ...[b.x - (a.x + a.width), a.x - (b.x + b.width), b.y - (a.y + a.height), a.y - (b.y + b.height)],
        );
        expect(clear).toBeGreaterThan(0);
      }
    const [plane] = groupsNamed(picture, 'plane');
    for (const { x, y, width, height } of covers) {
      expect([x >= 0, y >= 0, x + width <= plane.width, y + height <= plane.height]).toEqual([true, true, true, true]);
    }
    const lines = itemsNamed(picture, 'leaders');
    expect(lines.length).toBeGreaterThan(6);
    expect(new Set(lines.map(({ x, y }) => `${x} ${y}`)).size).toBeLessThanOrEqual(2); // they begin at the two places
  });

  test('a radio button shows one modality, the others are pale', async () => {
    const faded = (picture: Awaited<ReturnType<typeof drawn>>) =>
      ['discs', 'plates', 'frames', 'play'].map(name => itemsNamed(picture, name).map(({ opacity }) => opacity));
    expect(faded(await drawn(chart))).toEqual([[1], [1], [1, 1], [1]]);
    expect(faded(await drawn(chart, { show: 'seen' }))).toEqual([[0.12], [0.12], [1, 0.12], [0.12]]);
    expect(await signalsOf(chart, ['show'])).toEqual({ show: 'everything' });
    const { signals } = chart.spec as { signals: { bind: { input: string; options: string[] } }[] };
    expect(signals[0].bind).toMatchObject({
      input: 'radio',
      options: ['everything', 'heard', 'read', 'seen', 'watched'],
    });
  });

  test('hovering tells what a thing is', async () => {
    const touched = itemsNamed(await drawn(chart), 'touch').map(({ tooltip }) => tooltip);
    expect(touched[3]).toEqual({ concept: 'lion', 'how it comes': 'watched' });
  });

  test('says in words where each thing lies', () => {
    expect(chart.description).toContain(
      'lion: heard at the lower left, read at the lower right, seen at the upper right, watched at the upper left.',
    );
    const apart = mediaScatter([0, 0, 1, 0, 9, 0], [lion[0], { concept: 'cow', text: 'cow' }, lion[1]]);
    expect(apart.description).toContain('cow: read at the left.');
    expect(mediaScatter([1, 2], [lion[0]]).description).toContain('heard in the middle');
  });

  test('its title counts the things whose nearest is of their concept, unless another is given', async () => {
    const three = [lion[0], lion[1], { concept: 'cow', text: 'cow' }];
    const { texts } = await drawn(mediaScatter([0, 0, 1, 0, 3, 0], three));
    expect(texts).toContain('2 of 3 things lie nearest to another of their concept');
    const mixed = mediaScatter([0, 0, 5, 0, 1, 0], three);
    expect(mixed.description).toMatch(/^0 of 3 things lie nearest/);
    expect(chart.description).toMatch(/^A lion, four times\. /);
  });

  test('is light, and has a still picture', async () => {
    expect(savedBytes(chart)).toBeLessThan(20_000);
    const svg = await stillSvg(chart);
    expect(svg.match(/<image /g)).toHaveLength(2);
    expect(svg).toContain('león');
  });

  test.each([
    ['no point', [], [], 'points is empty'],
    ['things of another number', [0, 0], [], 'things has 0 entries, expected 1, one for each point'],
    ['a place that is no number', [0, Number.NaN], [lion[0]], 'NaN as y of point 0'],
    ['something else', [0, 0], [{ concept: 'lion' } as MediaThing], 'thing 0 is no { picture }, { sound }'],
    ['a crowd', new Array(82).fill(0), new Array(41).fill(lion[0]), '41 things, expected at most 40'],
    [
      'more concepts than colours',
      new Array(18).fill(0),
      Array.from('abcdefghi', concept => ({ concept, sound })),
      '9 concepts, expected at most 8',
    ],
  ])('refuses %s', (_, points, things, message) => {
    expect(() => mediaScatter(points, things)).toThrow(message);
  });
});
