/** Recordings of animals, instruments and spoken digits, from Debian's packages: recordings.tsv says which, each looked at. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { concatenated, decodeSound } from '../../lib/data/decode-sound';
import { NOTE_SOUND } from '../../lib/data/instruments';
import type { RecordingItem, RecordingKind, RecordingsIndex, RecordingsSplit } from '../../lib/data/recordings';
import { resample } from '../../lib/data/resample';
import { windowMels } from '../../lib/data/sound-windows';
import { trimSilence } from '../../lib/data/trim-silence';
import type { BuiltSet } from './built-set';
import { GCOMPRIS, TUX_PAINT } from './games';
import { requireInstalled } from './installed';
import { encodeVorbis, VORBIS } from './ogg';
import { type DebianPackage, debianPackage } from './packages';
import { readQtResources } from './qt-resources';
import { spectrogramSheet } from './spectrogram-sheet';
import { readTable } from './table';

const PACKAGES: DebianPackage[] = [
  TUX_PAINT,
  GCOMPRIS,
  {
    package: 'widelands-data',
    version: '2:1.1-3',
    sha256: '0e23d645b15bcfb9e3bcae0de9bc1bdfa75a6ecb36b2e449759d6eb0b4bbd8fb',
  },
  {
    package: '0ad-data',
    version: '0.0.26-1',
    sha256: '53745ae74d05bccf6783400fa98f3932b21729ab9d2e86151aa2c331c3455178',
  },
  {
    package: 'megaglest-data',
    version: '3.13.0-3',
    sha256: 'ed4783d9fc78e201a548b266f7c30325eb16cfd58a20bf4597dd6e622f84a07e',
  },
  {
    package: 'asterisk-core-sounds-en-wav',
    version: '1.6.1-1',
    sha256: '2be3ea287d83299d143815fa804f11179a75b7affd4a758b98b55f5afc18a35d',
  },
];
const UNZIP = { package: 'unzip', version: '6.0-28' };

export const RECORDING_SETS = ['recordings-gpl', 'recordings-cc-by-sa'];

const RATE = 16_000;
const QUALITY = 2;
const PEAK = 0.8;
/** At most this many seconds of a recording: a phrase of an instrument, a call of an animal. */
const SECONDS: { [kind in RecordingKind]: number } = { animals: 4, instruments: 6, digits: 2 };
/** Pictures in a row of the README's picture. */
const COLUMNS = 10;
/** Silence between two recordings of a file, so that the coding of one does not reach into the other. */
const GAP = 0.1;

const SPLIT: RecordingsSplit = {
  reason:
    'Animals of one package are for training; every other package, all instruments and all spoken digits are for measuring only. No recording is in two packages: they were correlated with each other.',
  training: { animals: ['tuxpaint-stamps-default'], instruments: [], digits: [] },
};

/** A line of recordings.tsv: what is said of a recording, and the set that it goes into. */
type Row = { set: string } & Pick<RecordingItem, 'kind' | 'label' | 'name' | 'package' | 'origin' | 'licence'>;

/** Builds one of the sets. */
export async function buildRecordings(name: string): Promise<BuiltSet> {
  requireInstalled(name, [...VORBIS, UNZIP]);
  const rows = readRecordings().filter(row => row.set === name);
  const files: Record<string, Uint8Array> = {};
  const items: RecordingItem[] = [];
  const shown: Float32Array[] = [];
  // a file for what is in one package under one name
  for (const file of new Set(rows.map(fileOf))) {
    const own = rows.filter(row => fileOf(row) === file);
    const parts: Float32Array[] = [];
    let start = 0;
    for (const row of own) {
      const sound = prepared(await decoded(row), SECONDS[row.kind]);
      parts.push(sound, new Float32Array(GAP * RATE));
      const { set: _, ...about } = row;
      items.push({ ...about, file, start, length: sound.length });
      start += sound.length + GAP * RATE;
      shown.push(windowMels({ samples: sound, rate: RATE }).subarray(0, NOTE_SOUND.frames * NOTE_SOUND.bands));
    }
    files[file] = encodeVorbis(concatenated(parts), RATE, QUALITY);
  }
  const index: RecordingsIndex = { rate: RATE, items };
  const packages = new Set(rows.map(row => row.package));
  return {
    name,
    licence: [...new Set(rows.map(({ licence }) => licence))].sort().join(' AND '),
    sources: PACKAGES.filter(source => packages.has(source.package)),
    files,
    pictures: { 'picture.webp': await spectrogramSheet(shown, { ...NOTE_SOUND, columns: COLUMNS }) },
    index: { ...index },
    splits: { recordings: SPLIT },
  };
}

/** 'tuxpaint-stamps-default' and 'lion' are 'tuxpaint-lion.ogg'. */
function fileOf({ package: from, kind, name }: Row): string {
  const words = [from.split('-', 1)[0], ...(kind === 'digits' ? ['digits'] : []), name];
  return `${words
    .join(' ')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')}.ogg`;
}

/** The recording as it is in its package, mixed to one channel. */
async function decoded({ package: name, origin }: Row): Promise<{ samples: Float32Array; rate: number }> {
  const bytes = readOrigin(join(debianPackage(PACKAGES.find(source => source.package === name)!), origin));
  const { channels, rate } = await decodeSound(bytes);
  const samples = channels[0].map((_, i) => channels.reduce((sum, channel) => sum + channel[i], 0) / channels.length);
  return { samples, rate };
}

/** @param origin a path, or an archive's path, '!' and the path in it */
function readOrigin(origin: string): Buffer {
  const [archive, member] = origin.split('!');
  if (member === undefined) return readFileSync(archive);
  if (archive.endsWith('.zip')) return execFileSync('unzip', ['-p', archive, member], { maxBuffer: 1 << 26 });
  const file = readQtResources(readFileSync(archive)).get(member);
  if (!file || file.compressed) throw new Error(`${archive} has no uncompressed file ${member}`);
  return file.bytes;
}

/** To the set's rate, without the silence around it, cut to length and as loud as the others. */
function prepared({ samples, rate }: { samples: Float32Array; rate: number }, seconds: number): Float32Array {
  const sound = trimSilence(resample(samples, rate, RATE), RATE).subarray(0, seconds * RATE);
  const peak = sound.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  return sound.map(sample => (sample / peak) * PEAK);
}

/** recordings.tsv, whose first line says what the columns are. */
export function readRecordings(): Row[] {
  const [, ...rows] = readTable('recordings.tsv');
  return rows.map(([set, kind, label, name, from, origin, licence]) => {
    return { set, kind: kind as RecordingKind, label, name, package: from, origin, licence };
  });
}
