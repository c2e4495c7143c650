import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConcepts } from '../../lib/data/concepts';
import { openDataSet } from '../../lib/data/data-set';
import { loadNotes } from '../../lib/data/instruments';
import { loadRecordings, type RecordingsIndex } from '../../lib/data/recordings';
import { copiedSets } from './copied-sets';

const KINDS = ['animals', 'instruments', 'digits'] as const;

describe('the recordings', () => {
  test.each(KINDS)('%s: none is silent, too short or too long', async kind => {
    const { sounds, size } = await loadRecordings(kind);
    expect(sounds.length).toBe(size);
    for (const { samples, rate } of sounds) {
      expect(samples.length / rate).toBeGreaterThan(0.25);
      expect(samples.length / rate).toBeLessThan(6.01);
      expect(Math.max(...samples.map(Math.abs))).toBeGreaterThan(0.5);
      expect(samples.every(sample => Math.abs(sample) <= 1.2)).toBe(true);
    }
  });

  test('animals: what is measured can be learnt, from another package', async () => {
    const { labels, names, training, sources } = await loadRecordings('animals');
    const concepts = await loadConcepts();
    labels.forEach((label, i) => {
      expect(concepts[label].name).toBe(names[i]);
      expect(concepts[label].heldOut).toBe(false);
    });
    const of = (side: number) => [...labels.keys()].filter(i => training[i] === side);
    expect(new Set(of(1).map(i => sources[i]))).toEqual(new Set(['tuxpaint-stamps-default']));
    expect(of(0).map(i => sources[i])).not.toContain('tuxpaint-stamps-default');
    const learnt = new Set(of(1).map(i => labels[i]));
    expect(of(0).filter(i => !learnt.has(labels[i]))).toEqual([]);
    expect(new Set(of(0).map(i => labels[i])).size).toBeGreaterThanOrEqual(18);
    expect(names).toContain('lion');
  });

  test('instruments: all for measuring, each of a concept that has notes', async () => {
    const { labels, training } = await loadRecordings('instruments');
    const played = new Set((await loadNotes()).concepts);
    expect([...labels].filter(label => !played.has(label))).toEqual([]);
    expect(training.every(value => value === 0)).toBe(true);
    expect(new Set(labels).size).toBe(13);
  });

  test('digits: three people, each from 0 to 9', async () => {
    const { labels, names, training } = await loadRecordings('digits');
    for (const speaker of ['American', 'British', 'Allison Smith']) {
      const said = [...labels].filter((_, i) => names[i] === speaker);
      expect(said.sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
    expect(labels.length).toBe(30);
    expect(training.every(value => value === 0)).toBe(true);
  });

  test('every set holds what goes under its licences, and nothing was recorded when something died', async () => {
    for (const [name, licences] of [
      ['recordings-gpl', /^GPL-(2\.0-or-later|3\.0-only|3\.0-or-later)$/],
      ['recordings-cc-by-sa', /^CC-BY-SA-3\.0$/],
    ] as const) {
      const { items, sources, files } = await openDataSet<RecordingsIndex>('test', name);
      for (const item of items) {
        expect(item.licence).toMatch(licences);
        expect(item.origin).not.toMatch(/(_|\/)(die|death|hit)/);
        expect(sources.map(source => source.package)).toContain(item.package);
        expect(files.map(({ file }) => file)).toContain(item.file);
      }
    }
  });

  test('there is no fourth kind', async () => {
    await expect(loadRecordings('birds' as 'animals')).rejects.toThrow(/no kind 'birds'; expected one of animals/);
  });
});

describe('a damaged set of recordings', () => {
  let sets: Awaited<ReturnType<typeof copiedSets>>;
  beforeAll(async () => {
    sets = await copiedSets('recordings-gpl', 'recordings-cc-by-sa', 'captions');
  });
  afterAll(() => sets.remove());

  test('one changed byte is found, and the mend named', async () => {
    const { folder } = sets;
    const whole = await loadRecordings('animals', { folder });
    expect(whole.fingerprint).toBe((await loadRecordings('animals')).fingerprint);
    await sets.changeByte('recordings-gpl/tuxpaint-lion.ogg');
    await expect(loadRecordings('animals', { folder })).rejects.toThrow(
      /tuxpaint-lion\.ogg is damaged.*run git checkout datasets/,
    );
    expect((await loadRecordings('digits', { folder })).size).toBe(30); // which do not need the lion
    await sets.changeByte('recordings-cc-by-sa/set.json');
    await expect(loadRecordings('digits', { folder })).rejects.toThrow(/set\.json (is damaged|is no JSON)/);
  });
});
