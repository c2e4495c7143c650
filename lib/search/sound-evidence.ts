import type { Sound } from '../data/sound-place';
import { DIGIT_SOUND, loadSpokenDigitSounds } from '../data/spoken-digits';
import type { Encoder } from '../encoders/encoder';
import { breathe } from '../engine/breathe';
import { seededRandom } from '../engine/seeds';
import { drawNoises } from '../sampling/draw-noises';
import { dotRows } from './directions';

/** How many of the nearest stored sounds are asked for: one alone may be near by chance, as a bee is to rain. */
export const NEAREST_SOUNDS = 3;
/** How much nearer the other side may be than what is stored. */
const FITS_FROM = -0.065;
/** From here on it is a sound that is stored, saved another way. */
const THE_SAME = 0.985;
/** Words of the spoken digits that are enough to know voices by: every twelfth. */
const EVERY = 12;
/** Sounds that are embedded before others have their turn: some 30 ms. */
const AT_ONCE = 5;

/**
 * Tells whether a sound is like those that are stored. A cosine alone does not: an encoder of animals and instruments finds some animal
 * near to any noise. So there is another side to compare with: noises, tones and clicks that are drawn, and people who speak. A sound fits
 * where the three nearest sounds that are stored are about as near to it, in the mean, as the nearest of the other side.
 *
 * The threshold was set so that 5 of 75 recordings of animals and instruments that no encoder was trained on are taken for nothing known,
 * each measured without itself.
 * @param encoder the one that the stored sounds went through; it embeds some 450 sounds first, which takes about five seconds
 * @param signal gives up while it does
 * @throws the signal's reason
 * @returns whether a sound fits, by its vector and the cosines of the NEAREST_SOUNDS nearest that are stored
 */
export async function soundJudge(
  encoder: Encoder<Sound[]>,
  signal?: AbortSignal,
): Promise<(vector: Float32Array, similarities: readonly number[]) => boolean> {
  const words = (await loadSpokenDigitSounds('train')).filter((_, i) => i % EVERY === 0);
  const others = [
    ...drawNoises(seededRandom('nothing known')),
    ...words.map((samples): Sound => ({ samples, rate: DIGIT_SOUND.rate })),
  ];
  const rows: Float32Array[] = [];
  for (let i = 0; i < others.length; i += AT_ONCE) {
    await breathe();
    signal?.throwIfAborted();
    const part = await encoder.embed(others.slice(i, i + AT_ONCE));
    const values = (await part.data()) as Float32Array;
    part.dispose();
    for (let start = 0; start < values.length; start += encoder.dim)
      rows.push(values.slice(start, start + encoder.dim));
  }
  return (vector, similarities) => {
    if (similarities.length === 0) return false;
    if (similarities[0] >= THE_SAME) return true;
    const stored = similarities.reduce((sum, one) => sum + one, 0) / similarities.length;
    const other = Math.max(...rows.map(row => dotRows(row, vector)));
    return stored - other >= FITS_FROM;
  };
}
