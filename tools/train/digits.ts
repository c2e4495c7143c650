import { loadMnist } from '../../lib/data/mnist';
import { sha256 } from '../../lib/data/sha256';
import { DIGIT_SOUND, loadSpokenDigitSounds, loadSpokenDigits } from '../../lib/data/spoken-digits';
import type { DigitTowers } from '../../lib/encoders/digit-towers';
import { loadVoices, understood, understoodRaw, voicesOfKind } from '../../lib/evaluation/digit-voices';
import { measureDigitTowers } from '../../lib/evaluation/measure-digit-towers';
import { share } from '../../lib/evaluation/share';
import { digitTowers, HUMAN_SHARE } from '../../lib/training/course-towers';
import type { Recipe } from './recipe';

/** Versions of each recording. */
const VERSIONS = 6;

/** A digit written, spoken and named: each of the three compared with each. */
export const digitsRecipe: Recipe = async () => {
  const { digits, spoken, data } = await trainingDigits();
  const sounds = await loadSpokenDigitSounds('train');
  const { encoders, towers, labels } = await digitTowers({ written: digits, spoken, sounds }, { versions: VERSIONS });
  return {
    towers,
    options: {
      labels,
      data,
      steps: 700,
      batchSize: 150,
      learningRate: 2e-3,
    },
    shipped: { ...encoders },
    about: { versions: VERSIONS, human: HUMAN_SHARE, voices: spoken.speakers.length },
    measure: () => measureDigitCheckpoint(encoders),
  };
};

/** The digits, written and spoken, that the checkpoint is trained on; `data` identifies them. */
export async function trainingDigits() {
  const digits = await loadMnist('train');
  const spoken = await loadSpokenDigits('train');
  return { digits, spoken, data: sha256(`${digits.fingerprint} ${spoken.fingerprint}`) };
}

/** What a checkpoint of digits scores on digits and voices that it was not trained on. */
export async function measureDigitCheckpoint(
  encoders: Pick<DigitTowers, 'picture' | 'sound' | 'word'>,
): Promise<Record<string, number>> {
  const pictures = await loadMnist('test');
  const [training, spoken] = [await loadSpokenDigits('train'), await loadSpokenDigits('test')];
  const metrics: Record<string, number> = { chance: 0.1 };
  const kinds = {
    'voices never heard': spoken,
    'computed voices never heard': voicesOfKind(spoken, 0),
    'human-derived voices never heard': voicesOfKind(spoken, 1),
  };
  for (const [kind, sounds] of Object.entries(kinds)) {
    const scores = await measureDigitTowers(encoders, { pictures, sounds: { ...sounds, ...DIGIT_SOUND } });
    for (const [direction, score] of Object.entries(scores)) {
      if (kind !== 'voices never heard' && !direction.includes('sound')) continue;
      metrics[direction.includes('sound') ? `${direction}, ${kind}` : direction] = share(score);
    }
    metrics[`raw log-mels, ${kind}`] = share(await understoodRaw(training, sounds));
  }
  const people = (await loadVoices())['real people'];
  metrics['sound to word, real people'] = share(await understood(encoders, people));
  metrics['real people, clips'] = people.labels.length;
  return metrics;
}
