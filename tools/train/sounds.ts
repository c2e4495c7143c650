import { loadNotes } from '../../lib/data/instruments';
import { loadRecordings } from '../../lib/data/recordings';
import { sha256 } from '../../lib/data/sha256';
import { type SoundsName, untrainedSounds } from '../../lib/encoders/sounds';
import { loadTowers, type Towers } from '../../lib/encoders/towers';
import { nameRows, pictureRows } from '../../lib/evaluation/concept-rows';
import { knownSounds, labelledNotes } from '../../lib/evaluation/known-sounds';
import { measureHearing, SOUNDS_SPLIT } from '../../lib/evaluation/measure-hearing';
import { drawRows, drawSounds } from '../../lib/sampling/draw-sounds';
import { frozenTower, tower } from '../../lib/training/train-towers';
import type { Recipe } from './recipe';

const TARGETS: Record<SoundsName, 'pictures' | 'words'> = {
  sounds: 'pictures',
  'sounds-to-words': 'words',
  'sounds-leaky': 'pictures',
};

/** Versions of each recording of an animal with another speed, room and microphone: there is but one recording of most. */
const VERSIONS = 8;

/** Notes and noises, bound to what the image tower makes of pictures of the same concept, or the text tower of its name. */
export const soundsRecipe =
  (name: SoundsName): Recipe =>
  async () => {
    const [split, target] = [SOUNDS_SPLIT[name], TARGETS[name]];
    const towers = await loadTowers();
    const { sounds, labels } = await knownSounds(split, { versions: VERSIONS });
    const rows = target === 'pictures' ? await pictureRows(towers, labels) : await nameRows(towers, labels);
    const sound = untrainedSounds();
    // an instrument comes three times as often as an animal: there is more to learn of it, every note of every preset
    const instruments = [...new Set(Array.from((await labelledNotes(split)).train.labels))];
    return {
      towers: {
        [target]: frozenTower(towers.image.dim, drawRows({ rows: rows.rows, dim: towers.image.dim }, rows.labels)),
        sound: tower(sound, drawSounds(sounds)),
      },
      options: {
        labels: [...labels, ...instruments, ...instruments],
        data: await soundData(towers),
        steps: 600,
        batchSize: 128,
        learningRate: 3e-3,
      },
      shipped: { sound },
      about: { space: towers.fingerprint, split, target, versions: VERSIONS, concepts: labels.length },
      measure: () => measureHearing(split, sound, towers),
    };
  };

/** Identifies what a checkpoint of sounds is trained on: the towers that it is bound to, the notes and the recordings. */
export async function soundData({ fingerprint }: Pick<Towers, 'fingerprint'>): Promise<string> {
  const [notes, recordings] = [await loadNotes(), await loadRecordings('animals')];
  return sha256(`${fingerprint} ${notes.fingerprint} ${recordings.fingerprint}`);
}
