import { endsOf, type Place } from './plain-file';

/** What a file is taken for, by its name and its first and last bytes. */
export type Kind =
  | { is: 'notebook'; note?: string }
  | { is: 'zip'; note?: string }
  /** Something else, in words. */
  | { is: 'other'; what: string };

const ENDS = 4096;

const latin = (text: string) => Buffer.from(text, 'latin1');
const BEGINNINGS: readonly (readonly [Buffer, string])[] = [
  [latin('%PDF'), 'a PDF'],
  [latin('Rar!'), 'a RAR archive, which is not opened here'],
  [latin('7z\xbc\xaf'), 'a 7z archive, which is not opened here'],
  [latin('\x1f\x8b'), 'a gzip archive, which is not opened here'],
  [latin('\xd0\xcf\x11\xe0'), 'a document of an office program'],
  [latin('\x89PNG'), 'a picture'],
  [latin('\xff\xd8\xff'), 'a picture'],
  [latin('GIF8'), 'a picture'],
];
const [LOCAL_FILE, END_OF_ZIP] = [latin('PK\x03\x04'), latin('PK\x05\x06')];

/** ZIPs that are handed in as what they are. */
const PACKED = /\.(docx|xlsx|pptx|odt|ods|odp|epub|jar|pages|numbers|key)$/i;
const WEB_PAGE = /^\s*<(!doctype\s+html|html|head|body|\?xml)/i;

const PROGRAM = /\.(py|ts|js|mts|cts|tsx|jsx|r|java|c|cpp)$/i;

function decoded(bytes: Buffer): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x7b && second === 0)) return bytes.toString('utf16le');
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x7b)) {
    return Buffer.from(bytes.subarray(0, bytes.length & ~1))
      .swap16()
      .toString('utf16le');
  }
  return bytes.toString('utf8');
}

const begins = (bytes: Buffer, beginning: Buffer) => bytes.subarray(0, beginning.length).equals(beginning);

/** @param isCalled its name says so, and it may have been cut short */
function looksLikeNotebook(head: Buffer, tail: Buffer, isCalled: boolean): boolean {
  const text = decoded(head);
  // zeros are half of the tail of UTF-16, from whichever byte on it was read
  const all = `${text}${tail.toString('latin1').replaceAll('\0', '')}`;
  const keys = isCalled ? /"(nbformat|cells|worksheets)"\s*:/ : /"nbformat"\s*:/;
  return /^\uFEFF?\s*\{/.test(text) && keys.test(all);
}

function otherwise(name: string, head: Buffer, size: number): string {
  const known = BEGINNINGS.find(([beginning]) => begins(head, beginning));
  if (known) return known[1];
  if (size === 0) return 'empty';
  if (/\.icloud$/i.test(name)) return 'a placeholder of iCloud, which has not fetched the file';
  if (PACKED.test(name)) return 'a document of an office program';
  if (WEB_PAGE.test(decoded(head))) return 'a web page';
  if (PROGRAM.test(name)) return 'a program';
  return 'no notebook';
}

/**
 * What a file is, by what it holds where its name says too little.
 * @throws the file system's errors
 */
export function kindOf(place: Place, name: string): Kind {
  const { head, tail, size } = endsOf(place, ENDS);
  const called = `is called ${name.split('/').at(-1)}`;
  const isNamed = name.endsWith('.ipynb');
  if (begins(head, LOCAL_FILE) || begins(head, END_OF_ZIP)) {
    if (PACKED.test(name)) return { is: 'other', what: otherwise(name, head, size) };
    return { is: 'zip', ...(/\.zip$/i.test(name) ? {} : { note: `${called}, and is a ZIP` }) };
  }
  if (looksLikeNotebook(head, tail, /ipynb/i.test(name))) {
    return { is: 'notebook', ...(isNamed ? {} : { note: `${called}: taken for a notebook by its content` }) };
  }
  const what = otherwise(name, head, size);
  // what is called a notebook is read as one, and said to be broken; what is plainly something else is not
  if (/\.ipynb$/i.test(name) && (what === 'no notebook' || what === 'empty')) return { is: 'notebook' };
  if (/\.zip$/i.test(name) && what === 'no notebook') return { is: 'zip' };
  return { is: 'other', what };
}
