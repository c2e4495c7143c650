import { createHash } from 'node:crypto';

/** In bytes, with room for what a file is called while it is written. */
const LONGEST = 180;

/** As a disk may see it that makes no difference between capitals and small letters, or between ways to write an accent. */
const folded = (name: string) => name.normalize('NFC').toLowerCase();

// biome-ignore lint/suspicious/noControlCharactersInRegex: no file may be called so on Windows
const FORBIDDEN = /[<>:"|?*\\/\u0000-\u001f\u007f]/g;

function cut(name: string): string {
  let short = '';
  for (const character of name) {
    if (Buffer.byteLength(short + character) > LONGEST) break;
    short += character;
  }
  return short;
}

/** What the page of each student is called: after the student, with a mark of its own where that alone will not do. */
export function pageNames(students: Iterable<string>): Map<string, string> {
  const all = [...new Set(students)];
  const count = new Map<string, number>();
  for (const one of all) count.set(folded(one), (count.get(folded(one)) ?? 0) + 1);
  return new Map(
    all.map(student => {
      const plain = cut(student.replace(FORBIDDEN, '_'));
      const isPlain = plain === student && count.get(folded(student)) === 1;
      const mark = createHash('sha256').update(student).digest('hex').slice(0, 8);
      return [student, `${isPlain ? plain : `${plain}-${mark}`}.html`];
    }),
  );
}
