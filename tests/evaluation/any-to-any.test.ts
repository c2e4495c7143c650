import { beforeAll, describe, expect, test } from 'vitest';
import type { Sound } from '../../lib/data/sound-place';
import { startEngine } from '../../lib/engine/index';
import { measureAnyToAny } from '../../lib/evaluation/any-to-any';
import type { CourseItem } from '../../lib/search/course-items';

beforeAll(() => startEngine());

const item = (id: string, modality: 'image' | 'text', source: string, label: string, unseen = true): CourseItem => ({
  ...{ id, modality, source, label, unseen, title: id, hash: id },
  content:
    modality === 'text'
      ? { text: id }
      : { picture: { pixels: new Uint8Array(16 * 16 * 3).fill(label === 'a' ? 0 : 90), side: 16 } },
});

test('counts what finds its concept, with chance by how many right answers there are', async () => {
  const items = [
    item('a1', 'image', 'twemoji', 'a'),
    item('a2', 'image', 'noto', 'a', false), // seen in training: searched, not asked
    item('b1', 'image', 'twemoji', 'b'),
    item('a', 'text', 'name', 'a', false),
    item('b', 'text', 'name', 'b', false),
  ];
  const angle = (degrees: number) =>
    Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
  const vectors = new Map([
    ['a1', angle(0)],
    ['a2', angle(10)],
    ['b1', angle(20)], // nearer to the name a than to the name b
    ['a', angle(5)],
    ['b', angle(90)],
  ]);
  const found = await measureAnyToAny(items, vectors);
  const cell = (from: string, to: string) => found.find(one => one.from === from && one.to === to);
  expect(cell('image', 'text')).toMatchObject({ at1: 0.5, at10: 1, queries: 2, answers: 2 });
  expect(cell('image', 'text')!.chance).toEqual({ at1: 0.5, at10: 1 });
  // b1 has no other picture of b, so only a1 is asked; a1 itself is not an answer
  expect(cell('image', 'image')).toMatchObject({ at1: 1, queries: 1, answers: 3, chance: { at1: 0.5, at10: 1 } });
  expect(cell('image', 'image')!.raw).toEqual({ at1: 1, at10: 1 });
  expect(cell('text', 'image')).toMatchObject({ at1: 1, queries: 2 });
  expect(cell('text', 'image')!.chance.at1).toBeCloseTo((2 / 3 + 1 / 3) / 2, 10);
  expect(cell('text', 'text')).toBeUndefined(); // no two of a concept
  expect(cell('image', 'audio')).toBeUndefined();
});

type Kind = 'image' | 'text' | 'audio' | 'video';
const at = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
/** Items with their angles: modality, label, angle, whether unseen; names where they are texts, unless `source` says otherwise. */
type Placed = {
  kind: Kind;
  label: string;
  angle: number;
  unseen?: boolean;
  source?: string;
  content?: CourseItem['content'];
};
async function measure(placed: Placed[]) {
  const items = placed.map(({ kind, label, unseen = false, source = 'name', content }, i): CourseItem => {
    const id = `${kind}/${i}`;
    const blank = { pixels: new Uint8Array(16 * 16 * 3).fill(255), side: 16 };
    const contents = {
      image: { picture: blank },
      video: { clip: blank },
      text: { text: id },
      audio: { sound: tone(440) },
    };
    return {
      ...{ id, modality: kind, source, label, unseen, title: id, hash: id },
      content: content ?? contents[kind],
    };
  });
  const found = await measureAnyToAny(items, new Map(items.map(({ id }, i) => [id, at(placed[i].angle)])));
  return (from: Kind, to: Kind) => found.find(one => one.from === from && one.to === to);
}

function tone(hertz: number, seconds = 1.2): Sound {
  const samples = Float32Array.from(
    { length: seconds * 16_000 },
    (_, i) => Math.sin((2 * Math.PI * hertz * i) / 16_000) / 2,
  );
  return { samples, rate: 16_000 };
}

describe('the first, and the first ten', () => {
  test('are of the ranks 1, and 1 to 10', async () => {
    const pictures = Array.from(
      { length: 12 },
      (_, i): Placed => ({ kind: 'image', label: `${i + 1}`, angle: 10 * (i + 1) }),
    );
    const names = ['1', '2', '10', '11', '12'].map((label): Placed => ({ kind: 'text', label, angle: 0 }));
    const cell = await measure([...pictures, ...names]);
    expect(cell('text', 'image')).toEqual({
      ...{ from: 'text', to: 'image', at1: 1 / 5, at10: 3 / 5, queries: 5, answers: 12, raw: undefined },
      chance: { at1: expect.closeTo(1 / 12, 10), at10: expect.closeTo(10 / 12, 10) },
    });
  });

  test('leave out the query itself and nothing else', async () => {
    const pictures: Placed[] = [
      { kind: 'image', label: 'p', angle: 0, unseen: true }, // finds q, eight others, and then its own
      { kind: 'image', label: 'q', angle: 5, unseen: true }, // finds p, eight others, p's other, and then its own
      ...Array.from({ length: 8 }, (_, i): Placed => ({ kind: 'image', label: 'other', angle: 10 * (i + 1) })),
      { kind: 'image', label: 'p', angle: 100 },
      { kind: 'image', label: 'q', angle: 110 },
    ];
    const cell = (await measure(pictures))('image', 'image');
    expect(cell).toMatchObject({ at1: 0, at10: 1 / 2, queries: 2, answers: 12 });
    expect(cell!.chance).toEqual({ at1: expect.closeTo(1 / 11, 10), at10: expect.closeTo(10 / 11, 10) });
  });

  test('by chance: at least one of several right answers in a draw without putting back', async () => {
    const pictures = Array.from({ length: 20 }, (_, i): Placed => {
      return { kind: 'image', label: i < 2 ? 'right' : 'wrong', angle: i };
    });
    const cell = (await measure([...pictures, { kind: 'text', label: 'right', angle: 0 }]))('text', 'image');
    expect(cell!.chance.at1).toBeCloseTo(2 / 20, 10);
    expect(cell!.chance.at10).toBeCloseTo(1 - (10 / 20) * (9 / 19), 10);
  });

  test('of things equally near are the first of the items', async () => {
    const twins: Placed[] = [
      { kind: 'image', label: 'a', angle: 30 },
      { kind: 'image', label: 'b', angle: 30 },
    ];
    const names = ['a', 'b', 'b'].map((label): Placed => ({ kind: 'text', label, angle: 0 }));
    expect((await measure([...twins, ...names]))('text', 'image')).toMatchObject({ at1: 1 / 3, at10: 1 });
    expect((await measure([...twins.reverse(), ...names]))('text', 'image')).toMatchObject({ at1: 2 / 3, at10: 1 });
  });
});

test('asked are names, what no encoder saw, and all of a modality of which everything was seen', async () => {
  const cell = await measure([
    { kind: 'text', label: 'a', angle: 0 },
    { kind: 'text', label: 'a', angle: 90, unseen: true, source: 'caption' }, // an answer, and no query
    { kind: 'text', label: 'a', angle: 95, unseen: true, source: 'caption' },
    { kind: 'image', label: 'a', angle: 10, unseen: true },
    { kind: 'image', label: 'a', angle: 80 }, // seen: an answer, and no query
    { kind: 'video', label: 'a', angle: 20 },
    { kind: 'video', label: 'c', angle: 25 }, // nothing else shows it
    { kind: 'audio', label: 'b', angle: 20 },
  ]);
  expect(cell('text', 'image')).toMatchObject({ queries: 1, answers: 2 });
  expect(cell('text', 'text')).toMatchObject({ queries: 1, answers: 3, at1: 1 });
  expect(cell('image', 'text')).toMatchObject({ queries: 1, answers: 3 });
  expect(cell('video', 'image')).toMatchObject({ queries: 1, answers: 2, at1: 1 });
  expect(cell('image', 'video')).toMatchObject({ queries: 1, answers: 2, at1: 1 });
  for (const to of ['image', 'text', 'audio', 'video'] as const) expect(cell('audio', to)).toBeUndefined();
});

describe('by raw values', () => {
  /** A picture that is white but for some pixels. */
  const dots = (side: number, list: [row: number, column: number, dark: number][], frames = 1) => {
    const pixels = new Uint8Array(frames * side * side * 3).fill(255);
    for (const [row, column, dark] of list)
      pixels.fill(255 - dark, (row * side + column) * 3, (row * side + column) * 3 + 3);
    return { pixels, side };
  };

  test('pictures are compared by their ink, brought to 16 by 16 cells', async () => {
    const picture = (label: string, angle: number, unseen: boolean, list: [number, number, number][]): Placed => {
      return { kind: 'image', label, angle, unseen, content: { picture: dots(32, list) } };
    };
    const cell = await measure([
      picture('a', 0, true, [[4, 0, 60]]),
      picture('b', 10, false, [[4, 2, 60]]), // the cell to the right
      picture('c', 20, false, [[6, 0, 60]]), // the cell below
      picture('d', 25, false, [[0, 4, 60]]), // rows for columns
      picture('e', 30, false, []), // as white as the query is, almost
      picture('a', 90, false, [[5, 1, 255]]), // the same cell
    ]);
    expect(cell('image', 'image')).toMatchObject({ at1: 0, at10: 1, raw: { at1: 1, at10: 1 }, queries: 1 });
  });

  test('colours count', async () => {
    const coloured = (label: string, angle: number, unseen: boolean, channel: number): Placed => {
      const picture = dots(16, []);
      for (let i = channel; i < picture.pixels.length; i += 3) picture.pixels[i] = 0;
      return { kind: 'image', label, angle, unseen, content: { picture } };
    };
    const list = [
      coloured('a', 0, true, 0),
      coloured('b', 10, false, 1),
      coloured('b', 20, false, 2),
      coloured('a', 90, false, 0),
    ];
    expect((await measure(list))('image', 'image')).toMatchObject({ at1: 0, raw: { at1: 1 } });
  });

  test('clips by their first frame', async () => {
    const clip = (label: string, angle: number, first: number, second: number): Placed => {
      return {
        kind: 'video',
        label,
        angle,
        content: {
          clip: dots(
            16,
            [
              [0, first, 255],
              [16, second, 255],
            ],
            2,
          ),
        },
      }; // the second frame is below
    };
    const cell = await measure([clip('a', 0, 3, 5), clip('b', 10, 8, 5), clip('a', 90, 3, 9), clip('b', 80, 8, 9)]);
    expect(cell('video', 'video')).toMatchObject({ at1: 0, raw: { at1: 1, at10: 1 }, queries: 4 });
  });

  test('sounds by the mean of their windows', async () => {
    const [low, high] = [tone(200), tone(3000)];
    const joined = (...parts: Sound[]): Sound => ({
      samples: Float32Array.from(parts.flatMap(({ samples }) => [...samples])),
      rate: 16_000,
    });
    const sound = (label: string, angle: number, content: Sound, unseen = false): Placed => {
      return { kind: 'audio', label, angle, unseen, content: { sound: content } };
    };
    const cell = await measure([
      sound('a', 0, joined(low, high, high, high), true), // begins low, and is high
      sound('b', 10, low),
      sound('a', 90, high),
    ]);
    expect(cell('audio', 'audio')).toMatchObject({ at1: 0, at10: 1, raw: { at1: 1, at10: 1 }, queries: 1 });
  });
});

test('an item without a vector is named', async () => {
  const items = [item('a1', 'image', 'noto', 'a'), item('a', 'text', 'name', 'a', false)];
  const vectors = new Map([['a1', at(0)]]);
  await expect(measureAnyToAny(items, vectors)).rejects.toThrow("there is no vector of item 'a', expected one");
});
