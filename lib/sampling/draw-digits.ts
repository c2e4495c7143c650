import { DIGIT_PIXELS, DIGIT_SIDE, type Digits, NUMBER_WORDS } from '../data/digits';
import type { SoundItems } from '../data/sound-items';
import { DIGIT_SOUND, type SpokenDigits, spokenDigitMel } from '../data/spoken-digits';
import { breathe } from '../engine/breathe';
import { seededRandom } from '../engine/seeds';
import { augmentMels, varySound } from './augment-sounds';
import type { Draw } from './draw';
import { anyOf, positionsByLabel } from './draw';

/** Draws for each digit its word. */
export const drawNumberWords: Draw<string[]> = labels => Array.from(labels, digit => NUMBER_WORDS[digit]);

/** Pixels that a digit is moved by at most. */
const SHIFT = 2;

/** Draws for each digit a picture of it, moved by up to two pixels. */
export function drawDigits({ images, labels: digits }: Digits): Draw<Float32Array> {
  const positions = positionsByLabel({ labels: digits });
  return (labels, random) => {
    const pictures = new Float32Array(labels.length * DIGIT_PIXELS);
    labels.forEach((digit, i) => {
      const from = anyOf(positions, digit, random) * DIGIT_PIXELS;
      const [right, down] = [random.integer(2 * SHIFT + 1) - SHIFT, random.integer(2 * SHIFT + 1) - SHIFT];
      const shift = down * DIGIT_SIDE + right;
      // The edge of every digit is empty, so that what goes over it on one side and comes in on the other is nothing.
      for (let j = Math.max(0, -shift); j < DIGIT_PIXELS - Math.max(0, shift); j++) {
        pictures[i * DIGIT_PIXELS + j + shift] = images[from + j];
      }
    });
    return pictures;
  };
}

const SPEEDS = { slowest: 0.72, fastest: 1.4 };
/** Bands that a voice is moved up or down by at most. */
const PITCH = 2;

export interface DrawSpokenOptions {
  /** Versions of each recording with another speed, room and microphone; 0 leaves the sounds as they are. */
  versions?: number;
  /** Whether spectrograms are moved and blanked; true by default. */
  augmentation?: boolean;
  /** The share that comes from voices derived from people, where there are any; by default as they come. */
  human?: number;
  /** Of the versions. */
  seed?: number;
}

/**
 * Draws for each digit somebody saying it. The versions are made here, which takes a millisecond or two each.
 * @param sounds as `loadSpokenDigitSounds` gives them, for versions
 */
export async function drawSpokenDigits(
  spoken: SpokenDigits,
  sounds: readonly Float32Array[],
  { versions = 0, augmentation = true, human, seed = 42 }: DrawSpokenOptions = {},
): Promise<Draw<SoundItems>> {
  const { frames, bands } = DIGIT_SOUND;
  const cells = frames * bands;
  const takes = [spoken.mels];
  for (let version = 1; version <= versions; version++) {
    const random = seededRandom(seed).fork('versions').fork(version);
    const mels = new Float32Array(spoken.size * cells);
    for (const [i, sound] of sounds.entries()) {
      mels.set(spokenDigitMel(varySound(sound, DIGIT_SOUND.rate, random.fork(i), SPEEDS), DIGIT_SOUND.rate), i * cells);
      if (i % 100 === 0) await breathe();
    }
    takes.push(mels);
  }
  const [synthetic, derived] = [0, 1].map(kind => {
    const chosen = Array.from(spoken.labels, (_, i) => i).filter(i => spoken.humanDerived[i] === kind);
    const positions = positionsByLabel({ labels: chosen.map(i => spoken.labels[i]) });
    return new Map([...positions].map(([digit, places]) => [digit, places.map(place => chosen[place])]));
  });
  const all = positionsByLabel(spoken);
  return (labels, random) => {
    const mels = new Float32Array(labels.length * cells);
    const choices = random.fork('choices');
    labels.forEach((digit, i) => {
      const voices = human === undefined ? all : choices.next() < human ? derived : synthetic;
      const from = anyOf(voices, digit, choices) * cells;
      mels.set(takes[choices.integer(takes.length)].subarray(from, from + cells), i * cells);
    });
    const varied = augmentation
      ? augmentMels(mels, { frames, bands, pitch: PITCH }, random.fork('augmentation'))
      : mels;
    return { mels: varied, frames, bands };
  };
}
