import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { conceptPositions, loadConcepts } from '../../lib/data/concepts';
import { openDataSet } from '../../lib/data/data-set';
import type { NotesIndex } from '../../lib/data/instruments';
import type { RecordingsIndex } from '../../lib/data/recordings';
import type { SpokenDigitsIndex } from '../../lib/data/spoken-digits';
import { HEARD } from '../../tools/datasets/heard';
import { contentOf, readQtResources } from '../../tools/datasets/qt-resources';
import { HELD_OUT, isPerson } from '../../tools/datasets/speech-settings';

// The tables that authors edit, and the sets that were built from them: a table that was changed calls for a build.

const table = (name: string) =>
  readFileSync(join(__dirname, '..', '..', 'tools', 'datasets', name), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(line => line.split('\t'));

describe('the tables of sounds', () => {
  test('name concepts by their right id, and none that is held out', async () => {
    const concepts = await loadConcepts();
    const positions = conceptPositions(concepts);
    const rows = [
      ...table('instruments.tsv').map(([id, name]) => [id, name]),
      ...table('recordings.tsv').flatMap(([, kind, id, name]) => (kind === 'digits' ? [] : [[id, name]])),
    ];
    for (const [id, name] of rows) {
      const concept = concepts[positions.get(id)!];
      expect([id, concept.name]).toEqual([id, name]);
      expect(HEARD[id]).toBe(name);
    }
    for (const id of Object.keys(HEARD)) expect(concepts[positions.get(id)!].heldOut).toBe(false);
  });

  test('every recording of the table is in a set, in the table’s order within it', async () => {
    for (const set of ['recordings-gpl', 'recordings-cc-by-sa']) {
      const { items } = await openDataSet<RecordingsIndex>('test', set);
      const built = items.map(item => [set, item.kind, item.label, item.name, item.package, item.origin, item.licence]);
      const wanted = table('recordings.tsv').filter(([name]) => name === set);
      const sorted = (rows: string[][]) => rows.map(row => row.join(' ')).sort();
      expect(sorted(built)).toEqual(sorted(wanted));
    }
  });

  test('every preset of the table is in the set, with as many notes as it has keys, or with fewer drums', async () => {
    const { presets } = await openDataSet<NotesIndex>('test', 'instruments');
    const rows = table('instruments.tsv');
    expect(presets.map(({ concept, number, name, speed }) => [concept, number, name, String(speed)])).toEqual(
      rows.map(([concept, , number, name, , speed]) => [concept, number, name, speed]),
    );
    presets.forEach(({ keys, percussion }, i) => {
      const [from, to] = rows[i][4].split('-').map(Number);
      if (!percussion) expect(keys).toEqual(Array.from({ length: to - from + 1 }, (_, k) => from + k));
      expect(keys.length).toBeGreaterThan(0);
    });
  });

  test('every speaker that is held out speaks in the set, and nine speakers are people', async () => {
    const { speakers } = await openDataSet<SpokenDigitsIndex>('test', 'spoken-digits');
    const names = speakers.map(({ speaker }) => speaker);
    for (const name of HELD_OUT) expect(names).toContain(name);
    expect(names.filter(isPerson).sort()).toEqual(['awb', 'bdl', 'clb', 'kal', 'ked', 'kh0', 'lh0', 'rms', 'slt']);
    for (const { speaker, humanDerived, takes } of speakers) {
      expect(humanDerived).toBe(isPerson(speaker));
      for (const { rates, samples } of takes) expect([rates.length, samples.length]).toEqual([10, 10]);
    }
  });
});

describe('Qt’s resource files', () => {
  /** One folder `a` with one file `b.ogg`, as Qt's rcc lays it out. */
  function resources(format: number, bytes: Buffer): Buffer {
    const entry = (fields: [number, number][]) =>
      Buffer.concat(
        fields.map(([value, size]) => {
          const field = Buffer.alloc(size);
          field.writeUIntBE(value, 0, Math.min(size, 4));
          return field;
        }),
      );
    const time: [number, number][] = format > 1 ? [[0, 8]] : [];
    const folder = (name: number, children: number, first: number) =>
      entry([[name, 4], [2, 2], [children, 4], [first, 4], ...time]);
    const tree = [
      folder(0, 1, 1),
      folder(0, 1, 2),
      entry([[name('a').length, 4], [0, 2], [0, 2], [0, 2], [0, 4], ...time]),
    ];
    const names = Buffer.concat([name('a'), name('b.ogg')]);
    const data = Buffer.concat([entry([[bytes.length, 4]]), bytes]);
    const start = format > 2 ? 24 : 20;
    const treeBytes = Buffer.concat(tree);
    const header = entry([
      [0x71726573, 4],
      [format, 4],
      [start, 4],
      [start + treeBytes.length, 4],
      [start + treeBytes.length + data.length, 4],
      ...(format > 2 ? ([[0, 4]] as [number, number][]) : []),
    ]);
    return Buffer.concat([header, treeBytes, data, names]);
  }
  function name(text: string): Buffer {
    const head = Buffer.alloc(6);
    head.writeUInt16BE(text.length, 0);
    return Buffer.concat([head, Buffer.from(text, 'utf16le').swap16()]);
  }

  test.each([1, 2, 3])('format %s: the files by their paths', format => {
    const files = readQtResources(resources(format, Buffer.from('a roar')));
    expect([...files.keys()]).toEqual(['a/b.ogg']);
    expect(files.get('a/b.ogg')).toMatchObject({ compressed: false });
    expect(files.get('a/b.ogg')!.bytes.toString()).toBe('a roar');
    expect(contentOf(files.get('a/b.ogg')!).toString()).toBe('a roar');
  });

  test('what zlib compressed, behind its length, is read, and nothing else that is compressed', () => {
    const bytes = Buffer.concat([Buffer.from([0, 0, 0, 6]), deflateSync('a roar')]);
    expect(contentOf({ compressed: true, bytes }).toString()).toBe('a roar');
    expect(() => contentOf({ compressed: true, bytes: Buffer.from('not zlib') })).toThrow(/header/);
  });

  test('anything else is refused', () => {
    expect(() => readQtResources(Buffer.from('RIFF and so on'))).toThrow(/no Qt resource file of format 1 to 3/);
    expect(() => readQtResources(resources(9, Buffer.from('x')))).toThrow(/no Qt resource file/);
  });
});
