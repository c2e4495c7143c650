import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadConcepts } from '../../lib/data/concepts';
import { DATASETS, readSplit } from '../../lib/data/data-set';
import { loadPictures, STYLES } from '../../lib/data/pictures';
import type { ConceptEntry } from '../../tools/datasets/emojibase';
import { HEARD } from '../../tools/datasets/heard';
import { type ConceptSplit, holdOutConcepts } from '../../tools/datasets/held-out';
import { readKin } from '../../tools/datasets/kin';
import { fingerprintOf, likeness, NEAR_COPY } from '../../tools/datasets/likeness';

const concepts: ConceptEntry[] = JSON.parse(readFileSync(join(DATASETS, 'captions', 'concepts.json'), 'utf8'));
const nameOf = new Map(concepts.map(({ id, name }) => [id, name]));
let heldOut: Set<string>;
beforeAll(async () => {
  heldOut = new Set((await readSplit<ConceptSplit>('test', 'concepts')).heldOut);
});

describe('the concepts that are held out', () => {
  test('are the 188 that the builder draws, and that the loader marks', async () => {
    expect([...heldOut]).toEqual(holdOutConcepts(concepts).heldOut);
    expect(heldOut.size).toBe(188);
    const marked = (await loadConcepts()).filter(concept => concept.heldOut);
    expect(marked.map(({ id }) => id)).toEqual([...heldOut]);
  });

  test('are marked where they have a near twin in training, and only there', async () => {
    const { withTwin } = await readSplit<ConceptSplit>('test', 'concepts');
    const named = (name: string) => concepts.find(concept => concept.name === name)!.id;
    for (const family of readKin(concepts)) {
      for (const id of family.filter(member => heldOut.has(member))) {
        expect(withTwin.includes(id), nameOf.get(id)).toBe(family.some(kin => !heldOut.has(kin)));
      }
    }
    const marked = (await loadConcepts()).filter(concept => concept.twinInTraining);
    expect(marked.map(({ id }) => id)).toEqual(withTwin);
    expect(withTwin).not.toContain(named('lion'));
  });

  test('are of every group, and cannot be heard', () => {
    const groups = new Set(concepts.map(({ group }) => group));
    expect(new Set(concepts.filter(({ id }) => heldOut.has(id)).map(({ group }) => group))).toEqual(groups);
    for (const id of Object.keys(HEARD)) expect(heldOut.has(id)).toBe(false);
  });

  test('look like no concept in training: over all styles, no pair is a near-copy', async () => {
    const sums = new Map<string, { sum: number; styles: number }>();
    for (const style of STYLES) {
      if (style === 'tuxpaint') continue;
      const { pixels, size, ...set } = await loadPictures(style);
      const ids = Array.from(set.concepts, i => concepts[i].id);
      const prints = ids.map((_, i) => fingerprintOf(pixels.subarray(i * 64 * 64 * 3, (i + 1) * 64 * 64 * 3)));
      for (let out = 0; out < size; out++) {
        if (!heldOut.has(ids[out])) continue;
        for (let other = 0; other < size; other++) {
          if (heldOut.has(ids[other])) continue;
          const pair = `${ids[out]} ${ids[other]}`;
          const seen = sums.get(pair) ?? { sum: 0, styles: 0 };
          sums.set(pair, { sum: seen.sum + likeness(prints[out], prints[other]), styles: seen.styles + 1 });
        }
      }
    }
    expect(sums.size).toBe(188 * (1256 - 188));
    const alike = [...sums]
      .filter(([, { sum, styles }]) => sum / styles > NEAR_COPY)
      .map(([pair]) => pair.split(' ').map(id => nameOf.get(id)));
    expect(alike).toEqual([]);
  });
});

test('a table of kin that names no concept, or one twice, is refused', () => {
  const few = concepts.slice(0, 3);
  expect(() => readKin(few)).toThrow(/kin\.tsv: in .*, there is no concept '/);
});
