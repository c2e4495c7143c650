import { describe, expect, test } from 'vitest';
import { pageNames } from '../../../tools/grade/results/page-names';

const namesOf = (...students: string[]) => [...pageNames(students).values()];

describe('the name of a page', () => {
  test('is the student’s', () => {
    expect(namesOf('ada', 'Lovelace Ada', 'é.x')).toEqual(['ada.html', 'Lovelace Ada.html', 'é.x.html']);
  });

  test('of a long name is cut between letters, and tells two of them apart', () => {
    const long = 'Ярослава '.repeat(30);
    const [one, other] = namesOf(`${long}1`, `${long}2`);
    expect(one).not.toBe(other);
    for (const name of [one, other]) {
      expect(Buffer.byteLength(`${name}.123456.tmp`)).toBeLessThan(255);
      expect(name).toMatch(/^(Ярослава )+[А-яё]*-[0-9a-f]{8}\.html$/);
    }
  });

  test('is another for names that a disk may take for one', () => {
    const names = namesOf('Ann', 'ann', 'Jose\u0301', 'José', 'a/b', 'a:b', '..');
    expect(new Set(names.map(name => name.normalize('NFC').toLowerCase())).size).toBe(7);
    for (const name of names) expect(name).not.toMatch(/[/:]/);
  });
});
