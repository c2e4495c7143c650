import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { notebookText, run, scratch } from './support';

const { folder, file, remove } = scratch();
afterAll(remove);

test('a notebook fills an index, searches it and finds it again', async () => {
  const index = path.join(folder, 'index');
  const open = `await openStore('lance:${index}', { dim: 2, fingerprint: 'try' })`;
  const notebook = file(
    'search.ipynb',
    notebookText([
      "import { ItemDetails, openStore } from './lib/search/open-store';\nimport { indexItems } from './lib/search/index-items';",
      `let store = ${open};
const titles = ['lion', 'tiger', 'trumpet'];
const items = titles.map((title): ItemDetails => ({ id: title, modality: 'text', source: 'words', title, label: '', hash: title }));
const rows = Float32Array.of(1, 0, 0.8, 0.6, 0, 1);`,
      ['(await indexItems(store, items, { embed: () => ({ rows, dim: 2 }) })).embedded;', { prints: ['3'] }],
      `await store.close();\nstore = ${open};`,
      [
        `for (const { title, similarity } of await store.search(Float32Array.of(1, 0), 2, { modality: 'text' })) {
  console.log(title, similarity.toFixed(2));
}`,
        { prints: ['lion 1.00', 'tiger 0.80'] },
      ],
      'await store.close();',
    ]),
  );
  const result = await run(folder, notebook);
  expect(result.cells.filter(({ problems }) => problems.length > 0)).toEqual([]);
  expect(existsSync(index)).toBe(true);
});
