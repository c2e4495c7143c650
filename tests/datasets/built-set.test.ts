import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDataSet, readSetFile, readSplit } from '../../lib/data/data-set';
import { type BuiltSet, differences, writeSet } from '../../tools/datasets/built-set';
import { formatJson } from '../../tools/datasets/format-json';

const fruit: BuiltSet = {
  name: 'fruit',
  licence: 'MIT',
  sources: [{ package: 'orchard', version: '1.2.3' }],
  files: { 'apples.bin': Buffer.from('apples'), 'pears.bin': Buffer.from('pears') },
  index: { items: [['apple', 'red.svg']] },
  splits: { fruit: { reason: 'sour', heldOut: ['lemon'] } },
};

describe('a set that is built', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'built-'));
    mkdirSync(join(folder, 'fruit'));
    writeFileSync(join(folder, 'fruit', 'README.md'), '# Fruit');
    writeFileSync(join(folder, 'fruit', 'LICENSE'), 'MIT');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is what the loaders read, its splits with it', async () => {
    await writeSet(fruit, folder);
    const set = await openDataSet<{ items: string[][] }>('test', 'fruit', folder);
    expect(set).toMatchObject({ name: 'fruit', licence: 'MIT', sources: fruit.sources, items: [['apple', 'red.svg']] });
    expect((await readSetFile('test', set, 'pears.bin', folder)).toString()).toBe('pears');
    await expect(readSetFile('test', set, 'plums.bin', folder)).rejects.toThrow(
      'test: the set fruit has no file plums.bin, expected one of apples.bin, pears.bin',
    );
    expect(await readSplit('test', 'fruit', folder)).toMatchObject({ reason: 'sour', heldOut: ['lemon'] });
  });

  test('may have a picture for its README, which is no part of the data', async () => {
    const plain = await writeSet(fruit, folder).then(() => openDataSet('test', 'fruit', folder));
    const pictured = { ...fruit, pictures: { 'picture.webp': Buffer.from('a basket') } };
    expect(await writeSet(pictured, folder)).toEqual(['fruit/picture.webp']);
    expect(await openDataSet('test', 'fruit', folder)).toEqual(plain);
    expect(differences(pictured, folder)).toEqual([]);
    expect(differences(fruit, folder)).toEqual(['fruit/picture.webp']);
  });

  test('is written once: the second time nothing changes, and a check finds no difference', async () => {
    expect(await writeSet(fruit, folder)).toEqual([
      'fruit/apples.bin',
      'fruit/pears.bin',
      'fruit/set.json',
      'splits.json',
    ]);
    expect(differences(fruit, folder)).toEqual([]);
    expect(await writeSet(fruit, folder)).toEqual([]);
  });

  test('a check names what differs, what is missing and what is left over, and writes nothing', async () => {
    await writeSet(fruit, folder);
    writeFileSync(join(folder, 'fruit', 'apples.bin'), 'Apples');
    rmSync(join(folder, 'fruit', 'pears.bin'));
    writeFileSync(join(folder, 'fruit', 'plums.bin'), 'plums');
    expect(differences(fruit, folder)).toEqual(['fruit/apples.bin', 'fruit/pears.bin', 'fruit/plums.bin']);
    expect(existsSync(join(folder, 'fruit', 'pears.bin'))).toBe(false);
  });

  test('removes what an earlier build left, and keeps what was written by hand', async () => {
    await writeSet(fruit, folder);
    const { 'pears.bin': _, ...files } = fruit.files;
    expect(await writeSet({ ...fruit, files }, folder)).toContain('fruit/pears.bin');
    expect(existsSync(join(folder, 'fruit', 'pears.bin'))).toBe(false);
    expect(readFileSync(join(folder, 'fruit', 'README.md'), 'utf8')).toBe('# Fruit');
  });

  test('leaves the splits of other sets alone', async () => {
    await writeSet(fruit, folder);
    mkdirSync(join(folder, 'nuts'));
    for (const file of ['README.md', 'COPYING']) writeFileSync(join(folder, 'nuts', file), 'x');
    await writeSet({ ...fruit, name: 'nuts', splits: { nuts: { heldOut: [] } } }, folder);
    expect(await readSplit('test', 'fruit', folder)).toMatchObject({ heldOut: ['lemon'] });
    expect(differences(fruit, folder)).toEqual([]);
  });

  test.each(['README.md', 'LICENSE'])('is not built without its %s', async file => {
    rmSync(join(folder, 'fruit', file));
    await expect(writeSet(fruit, folder)).rejects.toThrow(/datasets\/fruit needs a README\.md and the text of its/);
    expect(existsSync(join(folder, 'fruit', 'set.json'))).toBe(false);
  });
});

describe('JSON for people', () => {
  test('has an item a line, and ends with a line break', () => {
    expect(formatJson({ name: 'fruit', items: [['apple', 'a.svg'], { id: 1, words: ['x', 'y'] }] })).toBe(
      '{\n "name": "fruit",\n "items": [\n  ["apple","a.svg"],\n  {"id":1,"words":["x","y"]}\n ]\n}\n',
    );
  });

  test.each([
    [{ a: undefined, b: [] }],
    [[{ a: { b: { c: { d: [1, [2, [3, ['"']]]] } } } }]],
    [{ long: Array.from({ length: 100 }, (_, i) => ({ i, text: 'é\n' })) }],
    ['text'],
    [null],
  ])('%j is read as what was written', value => {
    expect(JSON.parse(formatJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
  });
});
