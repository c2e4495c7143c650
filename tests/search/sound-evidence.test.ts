import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadRecordings } from '../../lib/data/recordings';
import type { Sound } from '../../lib/data/sound-place';
import { DIGIT_SOUND, loadSpokenDigitSounds } from '../../lib/data/spoken-digits';
import { loadSounds, type Sounds } from '../../lib/encoders/sounds';
import { startEngine } from '../../lib/engine/index';
import { type SeededRandom, seededRandom } from '../../lib/engine/seeds';
import { loadCourseSounds } from '../../lib/search/course-items';
import { NEAREST_SOUNDS, soundJudge } from '../../lib/search/sound-evidence';

let sounds: Sounds;
let stored: { id: string; vector: Float32Array }[];
let judge: Awaited<ReturnType<typeof soundJudge>>;
const vectorOf = async (sound: Sound): Promise<Float32Array> => {
  const row = await sounds.sound.embed([sound]);
  const vector = Float32Array.from(await row.data());
  row.dispose();
  return vector;
};
const cosine = (one: Float32Array, other: Float32Array) => one.reduce((sum, value, i) => sum + value * other[i], 0);
/** Whether something fits what is stored, less one item. */
const vectorFits = (vector: Float32Array, without?: string) => {
  const others = stored.filter(({ id }) => id !== without).map(item => cosine(item.vector, vector));
  return judge(vector, others.sort((a, b) => b - a).slice(0, NEAREST_SOUNDS));
};
const share = async (all: Sound[]) => {
  let fitting = 0;
  for (const sound of all) fitting += Number(vectorFits(await vectorOf(sound)));
  return fitting / all.length;
};

beforeAll(async () => {
  await startEngine();
  sounds = await loadSounds();
  judge = await soundJudge(sounds.sound);
  stored = [];
  for (const { id, content } of await loadCourseSounds())
    if ('sound' in content) stored.push({ id, vector: await vectorOf(content.sound) });
});
afterAll(() => sounds.dispose());

test('recordings that no encoder was trained on fit, each without itself: 9 of 10 at least', async () => {
  const ids: string[] = [];
  for (const kind of ['animals', 'instruments'] as const) {
    const { training } = await loadRecordings(kind);
    ids.push(...[...training.keys()].filter(i => !training[i]).map(i => `${kind}/${i}`));
  }
  const fitting = ids.filter(id => vectorFits(stored.find(item => item.id === id)!.vector, id));
  expect(ids).toHaveLength(75);
  expect(fitting.length / ids.length).toBeGreaterThanOrEqual(0.9);
});

test('what is stored fits, whatever it is near to besides', () => {
  expect(stored.filter(({ vector }) => !vectorFits(vector))).toEqual([]);
});

describe('nothing known', () => {
  const RATE = 22_050;
  const made = (make: (random: SeededRandom) => (i: number) => number): Sound[] =>
    Array.from({ length: 4 }, (_, i) => {
      const sample = make(seededRandom('other noises').fork(i));
      return { samples: Float32Array.from({ length: 2.5 * RATE }, (_, at) => sample(at)), rate: RATE };
    });
  const wave = (frequency: number, i: number) => Math.sin((2 * Math.PI * frequency * i) / RATE);

  test.each<[string, (random: SeededRandom) => (i: number) => number]>([
    ['white noise', random => () => random.next() - 0.5],
    [
      'brown noise',
      random => {
        let held = 0;
        return () => {
          held = 0.98 * held + 0.05 * (random.next() - 0.5);
          return held;
        };
      },
    ],
    [
      'rain',
      random => {
        let [bed, drop] = [0, 0];
        return () => {
          bed = 0.5 * bed + 0.1 * (random.next() - 0.5);
          drop = random.next() < 0.002 ? random.next() : 0.96 * drop;
          return bed + drop * (random.next() - 0.5);
        };
      },
    ],
    [
      'a tone',
      random => {
        const frequency = 110 * 32 ** random.next();
        return i => 0.4 * wave(frequency, i);
      },
    ],
    [
      'a siren',
      random => {
        const [low, speed] = [300 + 600 * random.next(), 0.5 + 2 * random.next()];
        return i => 0.3 * Math.sin(2 * Math.PI * (low * (i / RATE)) + 40 * wave(speed, i));
      },
    ],
    ['mains', random => i => 0.2 * wave(50, i) + 0.1 * wave(150, i) + 0.01 * (random.next() - 0.5)],
  ])('%s', async (_, make) => {
    expect(await share(made(make))).toBeLessThanOrEqual(1 / 4);
  });

  test('people who speak, by voices of which the judge knows none', async () => {
    const words = await loadSpokenDigitSounds('test');
    const spoken = words.filter((_, i) => i % 24 === 0).map(samples => ({ samples, rate: DIGIT_SOUND.rate }));
    expect(await share(spoken)).toBeLessThanOrEqual(0.1);
    expect(await share((await loadRecordings('digits')).sounds)).toBeLessThanOrEqual(0.2);
  });

  test('where no sound is stored, none fits', async () => {
    expect(
      judge(await vectorOf({ samples: Float32Array.from({ length: 8000 }, (_, i) => wave(440, i)), rate: 16_000 }), []),
    ).toBe(false);
  });
});
