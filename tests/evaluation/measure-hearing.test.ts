import { beforeAll, describe, expect, test, vi } from 'vitest';
import { loadConcepts } from '../../lib/data/concepts';
import { loadNotes, NOTE_SOUND, splitNotes } from '../../lib/data/instruments';
import { loadPictures, type Style } from '../../lib/data/pictures';
import { loadRecordings } from '../../lib/data/recordings';
import { windowMels } from '../../lib/data/sound-windows';
import { startEngine } from '../../lib/engine/index';
import { measureHearing } from '../../lib/evaluation/measure-hearing';
import { withoutLeak } from './constructed';
import { Contents, picturesByHeart, pieces, soundsByHeart, TRAINED_STYLES, textsByHeart } from './contents';

vi.mock('../../lib/data/pictures', async original =>
  (await import('./once')).once(await original<typeof import('../../lib/data/pictures')>(), 'loadPictures'),
);
vi.mock('../../lib/data/recordings', async original =>
  (await import('./once')).once(await original<typeof import('../../lib/data/recordings')>(), 'loadRecordings'),
);

let made: Awaited<ReturnType<typeof prepare>>;
beforeAll(async () => {
  await startEngine();
  made = await prepare();
});

const SIDE = 32;
const CELLS = NOTE_SOUND.frames * NOTE_SOUND.bands;

/** A sound to be found: what it is, and the four concepts that its row is nearest to, the nearest first. */
interface Heard {
  label: number;
  order: number[];
}

/**
 * Encoders over the sets that ship. The rows of pictures and names stand at right angles, one direction a concept, but for two names
 * that are mixed up; a sound has its own concept first, second, third or fourth, in turn.
 */
async function prepare() {
  const [notes, animals, instruments] = [
    await loadNotes(),
    await loadRecordings('animals'),
    await loadRecordings('instruments'),
  ];
  const concepts = await loadConcepts();
  const played = [...new Set(notes.concepts)];
  const cries = [...new Set(animals.labels)];
  const directions = new Map([...played, ...cries].map((label, i) => [label, i]));
  const dim = directions.size;

  const [one, other] = played;
  const mixedUp = (label: number) => (label === one ? other : label === other ? one : label);

  const pictures = new Contents<number>();
  for (const style of TRAINED_STYLES as readonly Style[]) {
    const { pixels, concepts: labels } = await loadPictures(style, { side: SIDE });
    pieces(pixels, SIDE * SIDE * 3).forEach((picture, i) => {
      if (directions.has(labels[i])) pictures.add(picture, labels[i]);
    });
  }
  const direction = (label: number) => {
    const row = new Float32Array(dim);
    row[directions.get(label)!] = 1;
    return row;
  };

  const known = new Contents<Heard>();
  const alike = (a: Heard, b: Heard) => a.label === b.label && a.order.join() === b.order.join();
  /** Says which rank each gets, and what a list of them gives. */
  const plan = (labels: readonly number[], choices: readonly number[]): Heard[] =>
    labels.map((label, i) => {
      const order = choices.filter(choice => choice !== label).slice(i % 5, (i % 5) + 3);
      order.splice(i % 4, 0, label);
      return { label, order };
    });
  const { test: octave } = await splitNotes(notes, 'octave');
  const fresh = (recordings: typeof animals) =>
    recordings.sounds
      .map((sound, i) => ({ sound, label: recordings.labels[i] }))
      .filter((_, i) => !recordings.training[i]);
  const heldOut = plan(
    Array.from(octave, i => notes.concepts[i]),
    played,
  );
  const all = pieces(notes.mels, CELLS);
  heldOut.forEach((heard, i) => {
    known.add(all[octave[i]], heard, alike);
  });
  const trials: Record<string, { heard: Heard[]; choices: number }> = {
    'held-out note': { heard: heldOut, choices: played.length },
  };
  for (const [kind, recordings, choices] of [
    ['instrument', instruments, played],
    ['animal', animals, cries],
  ] as const) {
    const sounds = fresh(recordings);
    const heard = plan(
      sounds.map(({ label }) => label),
      choices,
    );
    sounds.forEach(({ sound }, i) => {
      for (const window of pieces(windowMels(sound), CELLS)) known.add(window, heard[i], alike);
    });
    trials[`recorded ${kind}`] = { heard, choices: choices.length };
  }
  const note = soundsByHeart(dim, mels => {
    const row = new Float32Array(dim);
    known.of(mels).order.forEach((label, i) => {
      row[directions.get(label)!] = 4 - i;
    });
    return row;
  });
  const image = picturesByHeart(dim, pixels => direction(pictures.of(pixels)));
  const text = textsByHeart(dim, name => direction(mixedUp(concepts.findIndex(concept => concept.name === name))));
  return { note, towers: { image, side: SIDE as 32, text }, trials, mixedUp };
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What a trial should give, to four digits. */
function expected(what: string, heard: Heard[], choices: number) {
  const concepts = [...new Set(heard.map(({ label }) => label))];
  const share = (k: number, among = heard) =>
    mean(among.map(({ label, order }) => Number(order.slice(0, k).includes(label))));
  const macro = (k: number) =>
    mean(
      concepts.map(one =>
        share(
          k,
          heard.filter(({ label }) => label === one),
        ),
      ),
    );
  const four = (value: number) => Number(value.toFixed(4));
  return {
    [`${what}, top 1`]: four(share(1)),
    [`${what}, top 3`]: four(share(3)),
    [`${what}, macro top 1`]: four(macro(1)),
    [`${what}, macro top 3`]: four(macro(3)),
    [`${what}, sounds`]: heard.length,
    [`${what}, choices`]: choices,
  };
}

describe('sounds that were not trained on', () => {
  test('find pictures and names as often as they were placed, a trial with its own sounds and choices', async () => {
    const { note, towers, trials, mixedUp } = made;
    const metrics = await withoutLeak(() => measureHearing('octave', note, towers));
    const [found, raw] = [true, false].map(embedded =>
      Object.fromEntries(Object.entries(metrics).filter(([what]) => embedded !== what.includes('raw neighbours'))),
    );
    const wanted = Object.entries(trials).map(([trial, { heard, choices }]) => ({
      ...expected(`${trial} to picture`, heard, choices),
      ...expected(
        `${trial} to word`,
        heard.map(({ label, order }) => ({ label, order: order.map(mixedUp) })),
        choices,
      ),
    }));
    expect(found).toEqual(Object.assign({}, ...wanted));
    expect(found['held-out note to picture, top 1']).toBeCloseTo(1 / 4, 1);
    expect(found['held-out note to word, top 1']).not.toBe(found['held-out note to picture, top 1']);
    // the same sounds and choices by raw neighbours; how often they are right, tests/training counts
    for (const [trial, { heard, choices }] of Object.entries(trials)) {
      expect(raw).toMatchObject({
        [`${trial}, raw neighbours, sounds`]: heard.length,
        [`${trial}, raw neighbours, choices`]: choices,
      });
    }
  });

  test('only the trials that are asked for are done', async () => {
    const { note, towers, trials } = made;
    const metrics = await measureHearing('octave', note, towers, { trials: ['held-out note'] });
    const { heard, choices } = trials['held-out note'];
    expect(Object.keys(metrics).length).toBe(18);
    expect(metrics).toMatchObject(expected('held-out note to picture', heard, choices));
  });
});
