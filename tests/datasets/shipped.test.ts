import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DATASETS, type DataSet, openDataSet, readSetFile } from '../../lib/data/data-set';

const SETS = readdirSync(DATASETS, { withFileTypes: true })
  .filter(entry => entry.isDirectory() && !['checkpoints', 'figures'].includes(entry.name))
  .map(entry => entry.name);
const list = readFileSync(join(DATASETS, 'README.md'), 'utf8');

describe.each(SETS)('the set %s', name => {
  test('is whole: every file is as set.json says, and nothing else lies there', async () => {
    const set = await openDataSet('test', name);
    for (const { file } of set.files) await readSetFile('test', set, file);
    const others = readdirSync(join(DATASETS, name)).filter(file => !set.files.some(entry => entry.file === file));
    expect(
      others.filter(file => !/^(README\.md|picture\.webp|set\.json|(LICENSE|COPYING|ATTRIBUTION)[\w.-]*)$/.test(file)),
    ).toEqual([]);
  });

  test('says whose it is: a licence with its text, sources with their versions, a line in the list of sets', async () => {
    const set: DataSet<object> = await openDataSet('test', name);
    const texts = readdirSync(join(DATASETS, name)).filter(file => /^(LICENSE|COPYING)/.test(file));
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(statSync(join(DATASETS, name, text)).size).toBeGreaterThan(500);
    expect(set.sources.length).toBeGreaterThan(0);
    for (const source of set.sources) {
      expect(source.package).toBeTruthy();
      expect(source.version).toMatch(/\d/);
    }
    const line = list.split('\n').find(row => row.includes(`(${name}/README.md)`));
    expect(line, `datasets/README.md has no line for ${name}`).toBeDefined();
    expect(line).toContain(set.licence);
  });
});

test('all sets and checkpoints together have at most 45 MB', () => {
  const size = (folder: string): number =>
    readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
      const path = join(folder, entry.name);
      return sum + (entry.isDirectory() ? size(path) : statSync(path).size);
    }, 0);
  expect(size(DATASETS)).toBeLessThanOrEqual(45e6);
});
