import { beforeAll, expect, test } from 'vitest';
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
