import { beforeAll, describe, expect, test } from 'vitest';
import { loadConcepts } from '../../lib/data/concepts';
import type { Sound } from '../../lib/data/sound-place';
import type { Encoder } from '../../lib/encoders/encoder';
import { startEngine } from '../../lib/engine/index';
import { measureNamesToSounds } from '../../lib/evaluation/names-to-sounds';
import type { CourseItem } from '../../lib/search/course-items';
import { atAngles, picturesByAngle, textsAt, withoutLeak } from './constructed';

let ids: Map<string, string>;
beforeAll(async () => {
  await startEngine();
  ids = new Map((await loadConcepts()).map(({ id, name }) => [name, id]));
});

/** A sound says its angle as its rate. */
const soundsByAngle: Encoder<Sound[]> = {
  ...{ modality: 'audio', dim: 2, dispose: () => {} },
  embed: async sounds => atAngles(sounds.map(({ rate }) => rate)),
};

/** Sounds of a concept, each at its angle. */
const heard = (name: string, angles: number[], unseen = true) =>
  angles.map((angle, i): CourseItem => {
    const id = `${name} ${i} ${unseen}`;
    const sound = { samples: new Float32Array(1), rate: angle };
    return {
      id,
      modality: 'audio',
      source: 'made',
      title: id,
      label: ids.get(name)!,
      hash: id,
      content: { sound },
      unseen,
    };
  });

/** All names lie at 0 degrees unless they are given an angle. */
function measure(sounds: CourseItem[], angles: Record<string, number> = {}) {
  const names = { cow: 0, lion: 0, trumpet: 0, violin: 0, ...angles };
  return withoutLeak(() =>
    measureNamesToSounds({ text: textsAt(names), image: picturesByAngle, sound: soundsByAngle }, sounds),
  );
}

const upTo = (n: number, from = 1) => Array.from({ length: n }, (_, i) => from + i);

describe('measureNamesToSounds', () => {
  test('counts who comes first, within five and within ten, for all names and by kind', async () => {
    const sounds = [
      ...heard('cow', [1]), // first
      ...heard('lion', [6]), // after the cow and four notes
      ...heard('trumpet', [2, 3, 4, 5]), // second
      ...heard('violin', upTo(6, 20)), // seventh
    ];
    const { recall, missed } = await measure(sounds);
    expect(recall.map(({ name, at1, at5, at10, queries }) => [name, at1, at5, at10, queries])).toEqual([
      ['all names', 1 / 4, 2 / 4, 1, 4],
      ['animals', 1 / 2, 1 / 2, 1, 2],
      ['instruments', 0, 1 / 2, 1, 2],
    ]);
    expect(missed).toEqual([]);
  });

  test('names without a sound among the first ten are said, the farthest last', async () => {
    const sounds = [...heard('cow', upTo(10)), ...heard('lion', [70]), ...heard('trumpet', upTo(3, 50))];
    const { recall, missed } = await measure(sounds);
    expect(missed).toEqual(['trumpet', 'lion']);
    expect(recall[0]).toMatchObject({ at10: 1 / 3, queries: 3 });
  });

  test('what was trained on is searched, but of the concept itself it counts neither way', async () => {
    const sounds = [
      ...heard('cow', [1, 2], false), // passed over for the cow, in the way for the lion
      ...heard('cow', [3]),
      ...heard('lion', [4]),
      ...heard('violin', [0], false), // no held-out sound: not asked for
    ];
    const { recall } = await measure(sounds);
    // the cow comes second, after the violin; the lion fifth
    expect(recall[0]).toMatchObject({ at1: 0, at5: 1, queries: 2 });
    expect(recall[0].chance.at1).toBeCloseTo((1 / 3 + 1 / 5) / 2, 12);
    expect((await measure(sounds, { cow: 3 })).recall[0]).toMatchObject({ at1: 1 / 2 });
  });

  test('chance is higher where more sounds would be right', async () => {
    const { recall } = await measure([...heard('cow', upTo(15)), ...heard('trumpet', upTo(5, 30))]);
    const [all, animals, instruments] = recall.map(({ chance }) => chance);
    expect([animals.at1, instruments.at1]).toEqual([expect.closeTo(15 / 20, 12), expect.closeTo(5 / 20, 12)]);
    expect(animals.at10).toBe(1); // only five are wrong
    expect(all.at5).toBeCloseTo((animals.at5 + instruments.at5) / 2, 12);
  });

  test('ties count against', async () => {
    const { recall } = await measure([...heard('cow', [5]), ...heard('lion', [5])]);
    expect(recall[0]).toMatchObject({ at1: 0, at5: 1 });
  });

  test('a kind without a name has no row', async () => {
    const { recall } = await measure(heard('cow', [1]));
    expect(recall.map(({ name }) => name)).toEqual(['all names', 'animals']);
  });

  test('refuses sounds of which none is held out', async () => {
    await expect(measure(heard('cow', [1], false))).rejects.toThrow(
      'none of the sounds is held out, expected some that are unseen',
    );
  });
});
