/** The digits, spoken by free speech synthesis: the words from "zero" to "nine" by 78 speakers, 9 of them made from people. */

import { decodeSound } from '../../lib/data/decode-sound';
import { logMel } from '../../lib/data/log-mel';
import { DIGIT_SAMPLES, DIGIT_SOUND, type SpokenDigitsIndex, type Take } from '../../lib/data/spoken-digits';
import type { BuiltSet } from './built-set';
import { requireInstalled } from './installed';
import { encodeVorbis, VORBIS } from './ogg';
import { spectrogramSheet } from './spectrogram-sheet';
import { speak, speakAll } from './speech-engines';
import { HELD_OUT, isPerson, type Setting, settings } from './speech-settings';
import { LEVELS, storeMels } from './store-mels';

const ENGINES = [
  { package: 'espeak-ng', version: '1.51+dfsg-10+deb12u2' },
  { package: 'espeak-ng-data', version: '1.51+dfsg-10+deb12u2' },
  { package: 'flite', version: '2.2-5' },
  { package: 'festival', version: '1:2.5.0-9' },
  { package: 'festvox-kdlpc16k', version: '1.4.0-6.1' },
  { package: 'festvox-us-slt-hts', version: '0.2010.10.25-4' },
  { package: 'festlex-cmu', version: '2.4-2' },
  { package: 'festlex-poslex', version: '2.4-1' },
  { package: 'rhvoice', version: '1.8.0+dfsg-3' },
  { package: 'rhvoice-english', version: '1.8.0+dfsg-3' },
  { package: 'libttspico-utils', version: '1.0+git20130326-13' },
  { package: 'libttspico-data', version: '1.0+git20130326-13' },
];
const WORDS = 'zero one two three four five six seven eight nine'.split(' ');
const QUALITY = -1;
/** For the README: the nine people, each with the vocal tract of their own, and three computed speakers. */
const SHOWN = [
  ...['kal', 'awb', 'rms', 'slt', 'ked', 'bdl', 'clb', 'lh0', 'kh0'].map(speaker => ({
    speaker,
    take: 6,
  })),
  ...['es-andy', 'es-f3', 'es-max'].map(speaker => ({ speaker, take: 0 })),
];
/** How much faster a word is spoken that did not fit, and how often. */
const FASTER = { 'espeak-ng': 1.12, flite: 0.88, festival: 0.88, rhvoice: 0.88, pico: 0.88 };
const TRIES = 8;

/** A word as it was spoken in the end. */
interface Spoken {
  rate: number;
  sound: Float32Array;
}

export async function buildSpokenDigits(): Promise<BuiltSet> {
  requireInstalled('spoken-digits', [...ENGINES, ...VORBIS]);
  const takes = speakTakes(settings());
  const files: Record<string, Uint8Array> = {};
  const mels: Float32Array[] = [];
  const speakers: SpokenDigitsIndex['speakers'] = [];
  for (const speaker of new Set(takes.map(({ setting }) => setting.speaker))) {
    const own = takes.filter(({ setting }) => setting.speaker === speaker);
    const file = `${speaker}.ogg`;
    files[file] = encodeVorbis(inSlots(own.flatMap(({ words }) => words)), DIGIT_SOUND.rate, QUALITY);
    // what is learnt from is what can be heard: the decoded file, not what went into it
    const [heard] = (await decodeSound(files[file])).channels;
    own
      .flatMap(({ words }) => words)
      .forEach(({ sound }, slot) => {
        const start = slot * DIGIT_SAMPLES;
        mels.push(logMel(heard.subarray(start, start + sound.length), DIGIT_SOUND));
      });
    speakers.push({ speaker, humanDerived: isPerson(speaker), file, takes: own.map(describe) });
  }
  const { frames, bands, rate } = DIGIT_SOUND;
  const index: SpokenDigitsIndex = {
    mels: { file: 'mels.gz', frames, bands, levels: LEVELS },
    slot: { rate, samples: DIGIT_SAMPLES },
    speakers,
  };
  return {
    name: 'spoken-digits',
    licence: 'MIT-Festival AND BSD-3-Clause',
    sources: ENGINES,
    files: { 'mels.gz': storeMels(mels), ...files },
    pictures: {
      'picture.webp': await spectrogramSheet(shown(speakers, mels), { frames, bands, columns: WORDS.length }),
    },
    index: { ...index },
    splits: {
      voices: {
        reason:
          'Speakers of spoken-digits that no encoder was trained on: two of the nine that derive from people (slt, ked), and 14 computed ones. A speaker is held out under all names.',
        heldOut: HELD_OUT,
      },
    },
  };
}

/** One take of each speaker that the README shows. */
function shown(speakers: SpokenDigitsIndex['speakers'], mels: Float32Array[]): Float32Array[] {
  return SHOWN.flatMap(({ speaker, take }) => {
    const before = speakers.slice(
      0,
      speakers.findIndex(other => other.speaker === speaker),
    );
    const takes = before.reduce((sum, other) => sum + other.takes.length, 0) + take;
    return mels.slice(takes * WORDS.length, (takes + 1) * WORDS.length);
  });
}

interface SpokenTake {
  setting: Setting;
  /** Ten words. */
  words: Spoken[];
}

/** Every take, each word spoken faster until it fits. */
function speakTakes(all: Setting[]): SpokenTake[] {
  const festival = all.filter(({ engine }) => engine === 'festival');
  const together = speakTogether(festival.flatMap(setting => WORDS.map(word => ({ setting, word }))));
  return all.map(setting => {
    const at = festival.indexOf(setting) * WORDS.length;
    return {
      setting,
      words: at >= 0 ? together.slice(at, at + WORDS.length) : WORDS.map(word => speakFitting(setting, word)),
    };
  });
}

const fits = (sound: Float32Array) => sound.length <= DIGIT_SAMPLES;
const faster = (setting: Setting): Setting => {
  const rate = setting.rate * FASTER[setting.engine];
  return { ...setting, rate: setting.engine === 'espeak-ng' ? Math.floor(rate) : Number(rate.toFixed(3)) };
};

function speakFitting(setting: Setting, word: string): Spoken {
  let trying = setting;
  let sound = speak(trying, word);
  for (let tries = 1; tries < TRIES && !fits(sound); tries++) {
    trying = faster(trying);
    sound = speak(trying, word);
  }
  return { rate: trying.rate, sound: sound.subarray(0, DIGIT_SAMPLES) };
}

function speakTogether(words: { setting: Setting; word: string }[]): Spoken[] {
  const trying = words.slice();
  const sounds = speakAll(trying);
  for (let tries = 1; tries < TRIES; tries++) {
    const late = sounds.flatMap((sound, i) => (fits(sound) ? [] : [i]));
    if (late.length === 0) break;
    for (const i of late) trying[i] = { ...trying[i], setting: faster(trying[i].setting) };
    speakAll(late.map(i => trying[i])).forEach((sound, k) => {
      sounds[late[k]] = sound;
    });
  }
  return sounds.map((sound, i) => ({ rate: trying[i].setting.rate, sound: sound.subarray(0, DIGIT_SAMPLES) }));
}

/** Words one after the other, each at the start of its slot. */
function inSlots(words: Spoken[]): Float32Array {
  const all = new Float32Array(words.length * DIGIT_SAMPLES);
  words.forEach(({ sound }, slot) => {
    all.set(sound, slot * DIGIT_SAMPLES);
  });
  return all;
}

function describe({ setting, words }: SpokenTake): Take {
  const { engine, voice, accent, pitch, tract, punctuation } = setting;
  const [rates, samples] = [words.map(({ rate }) => rate), words.map(({ sound }) => sound.length)];
  return { engine, voice, accent, pitch, tract, punctuation, rates, samples };
}
