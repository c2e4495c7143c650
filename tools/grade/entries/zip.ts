import { closeSync, createWriteStream, rmSync } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import yauzl from 'yauzl';
import type { Brought } from './entry';
import { openPlain, type Place } from './plain-file';
import type { Workplace } from './workplace';

/*
 * What lies in a ZIP. Its list is read first; a file is unpacked when it is looked at, into a place of the grader's under a name
 * of the grader's. What the list claims is checked before, and what comes out while it comes.
 */

/** Of a class, or of what one student packed, with the ZIPs in it. */
const MOST_ENTRIES = 50_000;
/** Of one file, unpacked. */
const MOST_MEGABYTES = 500;
/** Of all its files, unpacked: so much, or so many times its own size. What people write shrinks to a tenth. */
const MOST_TOGETHER = { megabytes: 2000, times: 100 };

/** What a ZIP has been found to hold. */
export interface Total {
  entries: number;
  bytes: number;
}

/** A ZIP that holds more than anybody hands in. */
export class TooMuchError extends Error {}

/** A file of a ZIP whose place is known. */
export interface Packed {
  zip: Place;
  entry: yauzl.Entry;
  name: string;
}

/** Opens the ZIP for the time of `use`. */
async function opened<Result>(zip: Place, use: (file: yauzl.ZipFile) => Promise<Result>): Promise<Result> {
  const descriptor = openPlain(zip);
  let file: yauzl.ZipFile;
  try {
    file = await yauzl.fromFdPromise(descriptor, { autoClose: false, decodeStrings: false });
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  try {
    return await use(file);
  } finally {
    file.close();
  }
}

const isText = (bytes: Buffer) => Buffer.from(bytes.toString('utf8')).equals(bytes);

/** Its path in the ZIP. macOS writes UTF-8 and does not say so; else what says nothing is of code page 437. */
export function pathOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: yauzl.Entry): string {
  const flag = isText(fileNameRaw) ? generalPurposeBitFlag | 0x800 : generalPurposeBitFlag;
  return yauzl.getFileNameLowLevel(flag, fileNameRaw, extraFields, false);
}

const isHuge = ({ uncompressedSize }: yauzl.Entry) => uncompressedSize > MOST_MEGABYTES * 1e6;

/** Why an entry is not unpacked; undefined where it is. */
export function refusal(entry: yauzl.Entry): string | undefined {
  const [system, mode] = [entry.versionMadeBy >>> 8, (entry.externalFileAttributes >>> 16) & 0xf000];
  const isUnix = system === 3 || system === 19;
  if (isUnix && mode === 0xa000) return 'is a link, which is not followed: pack what it leads to.';
  if (isUnix && mode !== 0 && mode !== 0x8000 && mode !== 0x4000) return 'is no file.';
  if (entry.isEncrypted()) return 'is encrypted: hand it in without a password.';
  if (!entry.canDecodeFileData()) {
    return `is packed by method ${entry.compressionMethod}, which is not read here: pack it as an ordinary ZIP.`;
  }
  if (isHuge(entry)) {
    return `takes more than ${MOST_MEGABYTES} MB unpacked, and was not unpacked.`;
  }
  return undefined;
}

/** Since Node 20.15. */
const { crc32: sumOf } = zlib as Partial<typeof zlib>;

/** Hands bytes on, and fails at the end where they are not those that were packed. */
function checked({ crc32 }: yauzl.Entry): Transform {
  let sum = 0;
  return new Transform({
    transform(bytes, _encoding, done) {
      if (sumOf) sum = sumOf(bytes, sum);
      done(null, bytes);
    },
    flush(done) {
      done(sumOf && sum !== crc32 ? new Error('its checksum is wrong') : null);
    },
  });
}

export async function unpack({ zip, entry }: Packed, work: Workplace, signal?: AbortSignal): Promise<Brought> {
  const file = work.next();
  const release = () => rmSync(file, { force: true });
  try {
    await opened(zip, async open => {
      const bytes = await open.openReadStreamPromise(entry);
      await pipeline(bytes, checked(entry), createWriteStream(file, { mode: 0o600 }), { signal });
    });
  } catch (error) {
    release();
    throw error;
  }
  return { file, release };
}

/**
 * The list of a ZIP, as far as it can be read, and why no further.
 * @throws TooMuchError
 */
export async function entriesOf(zip: Place, total: Total): Promise<{ entries: yauzl.Entry[]; wrong?: string }> {
  const entries: yauzl.Entry[] = [];
  try {
    await opened(zip, async file => {
      const most = Math.max(MOST_TOGETHER.megabytes * 1e6, MOST_TOGETHER.times * file.fileSize);
      total.entries += file.entryCount;
      if (total.entries > MOST_ENTRIES) {
        throw new TooMuchError(`holds more than ${MOST_ENTRIES.toLocaleString('en')} files`);
      }
      for await (const entry of file.eachEntry()) {
        entries.push(entry);
        if (!isHuge(entry)) total.bytes += entry.uncompressedSize; // the others are not unpacked
        if (total.bytes > most) throw new TooMuchError(`would take more than ${(most / 1e9).toFixed(1)} GB unpacked`);
      }
    });
  } catch (error) {
    if (error instanceof TooMuchError) throw error;
    return { entries, wrong: `is damaged or cut short (${(error as Error).message.split('. ')[0]})` };
  }
  return { entries };
}
