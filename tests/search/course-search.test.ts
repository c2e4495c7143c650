import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConcepts } from '../../lib/data/concepts';
import { loadSentences } from '../../lib/data/sentences';
import { loadSounds, type Sounds } from '../../lib/encoders/sounds';
import { loadTowers, type Towers } from '../../lib/encoders/towers';
import { startEngine } from '../../lib/engine/index';
import { type CourseItem, loadCourseItems } from '../../lib/search/course-items';
import { embedContents } from '../../lib/search/embed-content';
import { indexItems } from '../../lib/search/index-items';
import { openStore, type VectorStore } from '../../lib/search/open-store';
import { combine, openSearch, type Search } from '../../lib/search/search';
import { openSentenceSearch } from '../../lib/search/sentence-search';

let towers: Towers;
let sounds: Sounds;
let items: CourseItem[];
let store: VectorStore;
let search: Search;
beforeAll(async () => {
  await startEngine();
  [towers, sounds] = [await loadTowers(), await loadSounds()];
  const encoders = { image: towers.image, text: towers.text, sound: sounds.sound };
  const wanted = new Set(['lion', 'trumpet', 'rooster', 'guitar', 'elephant', 'banana', 'bicycle']);
  const concepts = await loadConcepts();
  const names = new Map(concepts.map(({ id, name }) => [id, name]));
  const all = await loadCourseItems({ side: towers.side });
  items = all.filter(({ label, source }) => wanted.has(names.get(label)!) && source !== 'fluent-3d');
  store = await openStore('memory:', { dim: towers.image.dim, fingerprint: 'test' });
  await indexItems(store, items, {
    embed: part =>
      embedContents(
        encoders,
        part.map(({ content }) => content),
      ),
  });
  search = openSearch(store, encoders);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  expect(all.length).toBeGreaterThan(11_000);
});
afterAll(async () => {
  await store.close();
  towers.dispose();
  sounds.dispose();
});

const named = (name: string, modality: string) =>
  items.find(item => item.modality === modality && item.title.toLowerCase().includes(name))!;

describe('the search', () => {
  test.each([
    ['a word', { text: 'trumpet' }],
    ['a picture', () => named('trumpet', 'image').content],
    ['a note', () => items.find(({ id, title }) => id.startsWith('note/') && title === 'Trumpet')!.content],
  ])('%s finds drawings of what it means first', async (_, query) => {
    const content = typeof query === 'function' ? query() : query;
    const hits = await search.find(content, { k: 3, filter: { modality: 'image' } });
    expect(hits.map(({ title }) => title.toLowerCase())).toEqual(hits.map(() => expect.stringContaining('trumpet')));
    expect(hits[0].similarity).toBeGreaterThanOrEqual(hits[2].similarity);
  });

  test('an item finds others, not itself', async () => {
    const { id } = named('lion', 'video');
    const hits = await search.find({ id }, { k: 5 });
    expect(hits).toHaveLength(5);
    expect(hits.map(hit => hit.id)).not.toContain(id);
    expect(hits[0].title).toBe('lion');
  });

  test('what was stored is what a query becomes: of every modality', async () => {
    for (const modality of ['image', 'text', 'audio', 'video']) {
      const item = items.find(one => one.modality === modality)!;
      const [stored] = await store.get([item.id]);
      const again = await search.vectorOf(item.content);
      again.forEach((value, i) => {
        expect(value).toBeCloseTo(stored.vector[i], 3);
      });
    }
  });

  test('more than there is gives what there is; an id that is not there is said so', async () => {
    expect(await search.find({ text: 'lion' }, { k: 1_000_000 })).toHaveLength(items.length);
    await expect(search.find({ id: 'nobody' })).rejects.toThrow("there is no item 'nobody' in memory:");
    await expect(search.find({ smell: 1 } as never)).rejects.toThrow('expected { picture }, { text }, { sound } or');
  });

  test('arithmetic: a sum of directions, of length 1; nothing left is an error', () => {
    const [x, y] = [Float32Array.of(1, 0), Float32Array.of(0, 1)];
    expect([...combine([x, y])].map(value => value.toFixed(3))).toEqual(['0.707', '0.707']);
    expect([...combine([x, y], [y])]).toEqual([1, 0]);
    expect(() => combine([x], [x])).toThrow('combine: nothing is left');
  });
});

test('sentences find what they mean through stored captions, far more often than through the tower of names', async () => {
  const [concepts, sentences] = [await loadConcepts(), await loadSentences()];
  const box = await openSentenceSearch(concepts);
  let [first, ten] = [0, 0];
  for (const { text, concepts: meant } of sentences) {
    const found = (await box.meanings(text)).map(({ concept }) => concept);
    first += Number(meant.includes(found[0]));
    ten += Number(found.some(id => meant.includes(id)));
  }
  expect(first / sentences.length).toBeGreaterThanOrEqual(0.45);
  expect(ten / sentences.length).toBeGreaterThanOrEqual(0.7);
  await expect(box.meanings('   ')).rejects.toThrow(/empty|none of the letters/);
  await box.close();
});
