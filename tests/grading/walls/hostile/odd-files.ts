import { codeCell, notebookOf, write } from '../../notebooks';

/** Files that are odd as files. `honest` are cells with a right answer to each of `info-nce` and `triplet-gradient`. */
export interface OddFile {
  write(file: string, honest: string[]): void;
  /** Points, or what is said of a notebook that cannot be graded. */
  points?: number;
  problem?: RegExp;
  note?: RegExp;
}

const plain = (honest: string[]) => honest.map(source => codeCell(source));

const text = (megabytes: number) => ({
  output_type: 'stream',
  name: 'stdout',
  text: ['x"\\\n[{'.repeat(megabytes * 166_667)],
});

export const oddFiles: Record<string, OddFile> = {
  'a hundred megabytes': {
    write: (file, honest) => write(file, notebookOf(plain(honest).map(cell => ({ ...cell, outputs: [text(50)] })))),
    points: 2,
  },
  'ten thousand cells': {
    write: (file, honest) =>
      write(
        file,
        notebookOf([...Array.from({ length: 10_000 }, (_, i) => codeCell(`const x${i} = ${i};`)), ...plain(honest)]),
      ),
    points: 2,
  },
  'cells in the opposite order': {
    write: (file, honest) => write(file, notebookOf(plain(honest).reverse())),
    points: 2,
  },
  'check calls that are gone, ids that are kept': {
    write: (file, honest) =>
      write(
        file,
        notebookOf(
          honest.map(source => {
            const exercise = /check\('([\w-]+)'/.exec(source)?.[1];
            return codeCell(source.replace(/^await check.*$/m, ''), {
              metadata: exercise ? { course: { exercise } } : {},
            });
          }),
        ),
      ),
    points: 2,
  },
  'windows line ends and a byte order mark': {
    write: (file, honest) =>
      write(file, `\uFEFF${JSON.stringify(notebookOf(plain(honest.map(one => one.replaceAll('\n', '\r\n')))))}`),
    points: 2,
  },
  'another version of the course': {
    write: (file, honest) => write(file, notebookOf(plain(honest), { course: { version: '0.0.7' } })),
    points: 2,
    note: /made with version 0\.0\.7 of the course/,
  },
  'an exercise that this course does not have': {
    write: (file, honest) => write(file, notebookOf([...plain(honest), codeCell("await check('alchemy', () => 1);")])),
    points: 2,
    note: /'alchemy'/,
  },
  'zero exercises': {
    write: file => write(file, notebookOf([codeCell('const x = 1;')])),
    problem: /no exercise of this course/,
  },
  'no cells': { write: file => write(file, notebookOf([])), problem: /no exercise of this course/ },
  'broken JSON': {
    write: (file, honest) => write(file, JSON.stringify(notebookOf(plain(honest))).slice(0, -40)),
    problem: /is no JSON/,
  },
  'other JSON': { write: file => write(file, '[1, 2]'), problem: /no notebook/ },
  'an old format': { write: file => write(file, { ...notebookOf([]), nbformat: 3 }), problem: /format 3/ },
  'another language': {
    write: file =>
      write(
        file,
        notebookOf([codeCell('print(1)')], {
          kernelspec: { language: 'python', name: 'python3' },
          language_info: { name: 'python' },
        }),
      ),
    problem: /is in python, expected typescript/,
  },
  'nothing in it': { write: file => write(file, ''), problem: /is empty/ },
  'far too much code': {
    write: file => write(file, notebookOf([codeCell(`const text = '${'x'.repeat(9_000_000)}';`)])),
    problem: /more than 8 MB/,
  },
  'bytes that are no text': { write: file => write(file, '\u0000\u0001\ud800'.repeat(1000)), problem: /is no JSON/ },
};
