import { expect, test } from 'vitest';
import { seededRandom } from '../../lib/engine/seeds';
import { indexItems } from '../../lib/search/index-items';
import { openStore, type StoredItem } from '../../lib/search/open-store';

const SIZE = 10_000;
const QUERIES = 1_000;
const DIM = 64;

/** Compares the ten neighbours that a store gives with the scan's, as it comes, with its index built. */
export function testNeighbours(name: string, freshAddress: () => string): void {
  test(`${name} gives the scan's ten neighbours of 1,000 queries among 10,000 items`, async () => {
    const encoder = { dim: DIM, fingerprint: 'encoder' };
    const [store, scan] = [await openStore(freshAddress(), encoder), await openStore('memory:', encoder)];
    const draw = concepts();
    const items = Array.from({ length: SIZE }, (_, i): StoredItem => {
      const id = `item ${i}`;
      return { id, vector: draw(), modality: 'image', source: 'set', title: '', label: '', hash: id };
    });
    const embed = (part: readonly StoredItem[]) => {
      const rows = new Float32Array(part.length * DIM);
      part.forEach(({ vector }, i) => {
        rows.set(vector, i * DIM);
      });
      return { rows, dim: DIM };
    };
    for (const one of [store, scan]) expect((await indexItems(one, items, { embed })).embedded).toBe(SIZE);
    expect(await indexItems(store, items, { embed, wholeOf: {} })).toMatchObject({ embedded: 0, removed: 0 });
    await store.buildIndex();
    let shared = 0;
    for (let i = 0; i < QUERIES; i++) {
      const query = draw();
      const truth = new Set((await scan.search(query, 10)).map(({ id }) => id));
      shared += (await store.search(query, 10)).filter(({ id }) => truth.has(id)).length;
    }
    await store.close();
    expect(shared / (10 * QUERIES)).toBeGreaterThanOrEqual(0.99);
  });
}

/** Vectors as an encoder gives them: near one of a thousand directions, some way off. */
function concepts(): () => Float32Array {
  const random = seededRandom('concepts');
  const unit = (vector: Float32Array) => {
    const length = Math.hypot(...vector);
    return vector.map(value => value / length);
  };
  const centres = Array.from({ length: 1_000 }, () => unit(Float32Array.from({ length: DIM }, () => random.normal())));
  return () => unit(centres[random.integer(1_000)].map(value => value + 0.1 * random.normal()));
}
