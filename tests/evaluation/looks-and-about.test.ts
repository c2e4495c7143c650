import { beforeAll, expect, test } from 'vitest';
import { startEngine } from '../../lib/engine/index';
import { type LooksAndAbout, loadLooksAndAbout } from '../../lib/evaluation/looks-and-about';

let both: LooksAndAbout;
beforeAll(async () => {
  await startEngine();
  both = await loadLooksAndAbout();
});

const nearestTo = (title: string, cosines: number[][]): string => {
  const { things } = both;
  const i = things.findIndex(thing => thing.title === title);
  const others = [...things.keys()].filter(j => j !== i);
  return things[others.reduce((a, b) => (cosines[i][b] > cosines[i][a] ? b : a))].title;
};

test('each thing is compared with each, and is like itself', () => {
  const { things, looks, about } = both;
  expect(things.length).toBeGreaterThan(300);
  for (const cosines of [looks, about]) {
    expect(cosines).toHaveLength(things.length);
    cosines.forEach((row, i) => {
      expect(row).toHaveLength(things.length);
      expect(row[i]).toBeCloseTo(1, 4);
      expect(row[0]).toBeCloseTo(cosines[0][i], 5);
    });
  }
});

test('no passage is there twice', () => {
  const titles = both.things.map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
});

test('the one space knows what things look like, the other what they are', () => {
  expect(nearestTo('Moon', both.about)).toMatch(/Comet|Saturn|Star|Sun|Meteoroid/);
  expect(nearestTo('Moon', both.looks)).not.toMatch(/Comet|Saturn|Star|Sun|Meteoroid/);
});

test('shelves hold 3 to 20 things of a kind, and no two the same', () => {
  const { shelves, things } = both;
  const instruments = shelves.find(({ kind }) => kind === 'musical instrument')!;
  expect(instruments.members.map(i => things[i].title)).toEqual(expect.arrayContaining(['Trumpet', 'Violin']));
  for (const { kind, members } of shelves) {
    expect(members.length, kind).toBeGreaterThanOrEqual(3);
    expect(members.length, kind).toBeLessThanOrEqual(20);
  }
  expect(new Set(shelves.map(({ members }) => members.join())).size).toBe(shelves.length);
});
