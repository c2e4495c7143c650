import { expect, test, vi } from 'vitest';
import { openStore } from '../../lib/search/open-store';

const encoder = { dim: 4, fingerprint: 'encoder' };

test.each(['', 'lancedb:here', '/some/folder', 'memory', 'http://localhost:19530/items', undefined])(
  'the address %j is refused, with those that there are',
  async address => {
    await expect(openStore(address as string, encoder)).rejects.toThrow(/openStore: the address is .*expected memory:/);
  },
);

test.each([0, -1, 1.5, Number.NaN, 40_000, '64'])('a dim of %j is refused', async dim => {
  await expect(openStore('memory:', { ...encoder, dim: dim as number })).rejects.toThrow(/openStore: dim is/);
});

test.each(['', undefined, 7])('a fingerprint of %j is refused', async fingerprint => {
  await expect(openStore('memory:', { ...encoder, fingerprint: fingerprint as string })).rejects.toThrow(
    /openStore: fingerprint is .*expected the fingerprint of the encoder/,
  );
});

test('two stores in memory have nothing in common', async () => {
  const [one, other] = [await openStore('memory:', encoder), await openStore('memory:', encoder)];
  const vector = Float32Array.of(1, 0, 0, 0);
  await one.upsert([{ id: 'a', vector, modality: 'text', source: 's', title: 'a', label: '', hash: 'a' }]);
  expect([await one.count(), await other.count()]).toEqual([1, 0]);
});

test.each([
  ['milvus://', 'cannot be read|names no server'],
  ['milvus://localhost:19530', 'names no server or no collection'],
  ['milvus://localhost:19530/', 'names no server or no collection'],
  ['milvus://localhost:19530/a-b', 'names no server or no collection'],
  ['milvus://localhost:19530/a/b', 'names no server or no collection'],
  ['milvus://localhost:port/items', 'cannot be read'],
  ['milvus://root:secret@localhost/items', 'has a user or password in it'],
])('the address %s is refused', async (address, message) => {
  const error = await openStore(address, encoder).catch((reason: Error) => reason);
  expect(String(error)).toMatch(new RegExp(message));
  expect(String(error)).not.toContain('secret');
});

test('a Milvus server that does not answer is said to be missing, within seconds', async () => {
  const began = performance.now();
  await expect(openStore('milvus://127.0.0.1:1/items', encoder)).rejects.toThrow(
    'openStore: no Milvus server answers at 127.0.0.1:1; start it, or correct the address',
  );
  expect(performance.now() - began).toBeLessThan(10_000);
});

test('where LanceDB has no build, that is said, and what there is instead', async () => {
  vi.doMock('../../lib/search/stores/lance-store', () => {
    throw new Error("Cannot find module '@lancedb/lancedb-darwin-x64'");
  });
  await expect(openStore('lance:somewhere', encoder)).rejects.toThrow(
    /openStore: LanceDB cannot be loaded on .*; run npm ci if it should be there, or open memory: or a Milvus server instead/,
  );
  vi.doUnmock('../../lib/search/stores/lance-store');
});
