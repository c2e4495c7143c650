/** Notes of 14 instruments, played from Debian's sound font: instruments.tsv says which preset is which concept. */
import { join } from 'node:path';
import { NOTE_SAMPLES, NOTE_SOUND, type NotesIndex, type NotesSplits } from '../../lib/data/instruments';
import { logMel } from '../../lib/data/log-mel';
import type { BuiltSet } from './built-set';
import { requireInstalled } from './installed';
import { encodeVorbis, VORBIS } from './ogg';
import { type DebianPackage, debianPackage } from './packages';
import { openSoundFont, type Player } from './sound-font';
import { spectrogramSheet } from './spectrogram-sheet';
import { LEVELS, storeMels } from './store-mels';
import { readTable } from './table';

const SOUND_FONT: DebianPackage = {
  package: 'fluid-soundfont-gm',
  version: '3.1-5.3',
  sha256: '6f531493ac4e4d9772fd96b2488ea1790af81c196135fbdd25997da0781fc60e',
};
const FILE = join('usr', 'share', 'sounds', 'sf2', 'FluidR3_GM.sf2');
const QUALITY = 2;
/** How loud the loudest note of a file is. */
const PEAK = 0.8;

/** C2 to C7, for the README. */
const OCTAVES = [36, 48, 60, 72, 84, 96];

/** What splits.json says of the notes, but for the presets, which stand in instruments.tsv. */
const SPLITS = {
  semitones: {
    reason:
      'Every third semitone. It proves nothing: the semitones beside it, which sound almost the same, are in training.',
    every: 3,
  },
  octave: {
    reason: 'The octave from C4 to B4, of every pitched instrument that reaches it: pitches never heard.',
    from: 60,
    to: 71,
  },
};

interface Row {
  concept: string;
  conceptName: string;
  number: string;
  name: string;
  keys: number[];
  /** Above 1 the notes are played faster and higher: a smaller drum of the same make. */
  speed: number;
  heldOut: boolean;
}

export async function buildInstruments(): Promise<BuiltSet> {
  requireInstalled('instruments', VORBIS);
  const player = await openSoundFont(join(debianPackage(SOUND_FONT), FILE), NOTE_SOUND.rate);
  const files: Record<string, Uint8Array> = {};
  const mels: Float32Array[] = [];
  const heldOut: string[] = [];
  const presets: NotesIndex['presets'] = [];
  for (const row of readInstruments()) {
    const percussion = row.number.startsWith('kit');
    const id = idOf(row);
    const played = playAll(player, row);
    const notes = percussion ? distinct(played, mels) : played;
    if (notes.length === 0)
      throw new Error(`instruments: ${id} has no sound of its own; take it out of instruments.tsv`);
    mels.push(...notes.map(({ mel }) => mel));
    const keys = notes.map(({ key }) => key);
    const heard = percussion ? keys : keys.filter(key => key % 12 === 0);
    const file = `${id}.ogg`;
    files[file] = encodeVorbis(inSlots(notes.filter(({ key }) => heard.includes(key))), NOTE_SOUND.rate, QUALITY);
    const { name, number, speed, concept } = row;
    presets.push({ id, name, number, speed, percussion, concept, file, keys, heard });
    if (row.heldOut) heldOut.push(id);
  }
  const { frames, bands, rate } = NOTE_SOUND;
  const index: NotesIndex = {
    mels: { file: 'mels.gz', frames, bands, levels: LEVELS },
    slot: { rate, samples: NOTE_SAMPLES },
    presets,
  };
  const notes: NotesSplits = {
    ...SPLITS,
    presets: {
      reason: 'Whole presets: another build or another way of playing an instrument that is in training.',
      heldOut,
    },
  };
  return {
    name: 'instruments',
    licence: 'MIT',
    sources: [SOUND_FONT],
    files: { 'mels.gz': storeMels(mels), ...files },
    pictures: {
      'picture.webp': await spectrogramSheet(shown(presets, mels), { frames, bands, columns: OCTAVES.length }),
    },
    index: { ...index },
    splits: { notes },
  };
}

/** The first preset of every instrument, an octave a column; of drums, the first keys. */
function shown(presets: NotesIndex['presets'], mels: Float32Array[]): (Float32Array | undefined)[] {
  const starts = presets.map((_, i) => presets.slice(0, i).reduce((sum, { keys }) => sum + keys.length, 0));
  const first = presets.filter(({ concept }, i) => presets.findIndex(other => other.concept === concept) === i);
  return first.flatMap(preset =>
    OCTAVES.map((key, column) => {
      const at = preset.percussion ? column : preset.keys.indexOf(key);
      return at >= 0 && at < preset.keys.length ? mels[starts[presets.indexOf(preset)] + at] : undefined;
    }),
  );
}

interface Note {
  key: number;
  sound: Float32Array;
  mel: Float32Array;
}

function playAll(player: Player, { number, name, keys, speed }: Row): Note[] {
  return keys.map(key => {
    const sound = player.play({ number, name, speed }, key, NOTE_SAMPLES);
    return { key, sound, mel: logMel(sound, NOTE_SOUND) };
  });
}

/** Kits share many of their drums: without what sounds like one that is there already. */
function distinct(notes: Note[], before: Float32Array[]): Note[] {
  const kept: Note[] = [];
  for (const note of notes) {
    const known = [...before, ...kept.map(({ mel }) => mel)];
    if (known.every(mel => difference(mel, note.mel) > SAME)) kept.push(note);
  }
  return kept;
}

/** Two log-mel pictures of which no more than this share lies in one alone are of the same sound. */
const SAME = 0.1;
function difference(a: Float32Array, b: Float32Array): number {
  let apart = 0;
  let together = 0;
  for (let i = 0; i < a.length; i++) {
    apart += Math.abs(a[i] - b[i]);
    together += Math.max(a[i], b[i]);
  }
  return apart / together;
}

function inSlots(notes: Note[]): Float32Array {
  const loudest = notes.reduce((most, { sound }) => sound.reduce((peak, x) => Math.max(peak, Math.abs(x)), most), 0);
  const all = new Float32Array(notes.length * NOTE_SAMPLES);
  notes.forEach(({ sound }, slot) => {
    all.set(
      sound.map(sample => (sample / loudest) * PEAK),
      slot * NOTE_SAMPLES,
    );
  });
  return all;
}

function readInstruments(): Row[] {
  const [, ...rows] = readTable('instruments.tsv');
  return rows.map(([concept, conceptName, number, name, keys, speed, heldOut]) => {
    return {
      ...{ concept, conceptName, number, name, speed: Number(speed) },
      ...{ keys: keys.split(',').flatMap(keyRange), heldOut: heldOut === 'yes' },
    };
  });
}

/** '36-38' is 36, 37 and 38. */
function keyRange(range: string): number[] {
  const ends = range.split('-').map(Number);
  const [from, to] = [ends[0], ends[ends.length - 1]];
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** A kit is part of several concepts, and a preset may be there at several speeds. */
function idOf({ number, conceptName, name, speed }: Row): string {
  const parts = [...(number.startsWith('kit') ? [conceptName] : []), name, ...(speed === 1 ? [] : [String(speed)])];
  return slug(parts.join(' '));
}

/** 'TR-808' is 'tr-808'. */
const slug = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
