import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { newSecret, secretIn } from '../../tools/grade/secret';

const folder = mkdtempSync(path.join(tmpdir(), 'course-secret-'));
let out: string;
let count = 0;

beforeEach(() => {
  out = path.join(folder, `grades-${count++}`);
  mkdirSync(out);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const seed = (of: string, id = 'info-nce', source = 'a') => secretIn(of, []).seedOf(id, source);

test('a folder of grades keeps its secret, and another has another', () => {
  const first = seed(out);
  expect(seed(out)).toBe(first);
  const other = path.join(out, 'other');
  mkdirSync(other);
  expect(seed(other)).not.toBe(first);
  expect(secretIn(other, []).fingerprint).not.toBe(secretIn(out, []).fingerprint);
  expect(newSecret().seedOf('info-nce', 'a')).not.toBe(newSecret().seedOf('info-nce', 'a'));
});

test('inputs hang on the exercise and on what is handed in, and cannot be told from either', () => {
  expect(seed(out, 'info-nce', 'a')).not.toBe(seed(out, 'info-nce', 'b'));
  expect(seed(out, 'info-nce', 'a')).not.toBe(seed(out, 'info', '-nce\0a'));
  expect(seed(out)).not.toContain(readFileSync(path.join(out, 'secret'), 'utf8').trim());
});

test.skipIf(process.platform === 'win32')('only the account that grades can read it', () => {
  seed(out);
  expect(statSync(path.join(out, 'secret')).mode & 0o777).toBe(0o600);
});

test('one that is cut short is an error that says what to do', () => {
  writeFileSync(path.join(out, 'secret'), 'abc');
  expect(() => secretIn(out, [])).toThrow(/secret is not whole \(3 characters, expected 65\)\. Delete it/);
});

test('grades do not lie where answers can read, by whatever way', () => {
  const inside = path.join(out, 'datasets', 'own');
  mkdirSync(inside, { recursive: true });
  symlinkSync(inside, path.join(out, 'link'), 'junction');
  for (const place of [inside, path.join(out, 'link'), path.join(out, 'datasets')]) {
    expect(() => secretIn(place, [path.join(out, 'datasets')])).toThrow(
      /answers can read in .*name a folder elsewhere/,
    );
  }
  mkdirSync(path.join(out, 'datasets-of-mine'));
  expect(() => secretIn(path.join(out, 'datasets-of-mine'), [path.join(out, 'datasets')])).not.toThrow();
});

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'a folder that cannot be written is an error',
  () => {
    chmodSync(out, 0o500);
    expect(() => secretIn(out, [])).toThrow(/EACCES/);
  },
);
