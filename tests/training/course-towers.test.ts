import { beforeAll, describe, expect, test } from 'vitest';
import type { ConceptMedia } from '../../lib/data/concept-media';
import { loadDigitMedia } from '../../lib/data/digit-media';
import { subtractBandMeans } from '../../lib/data/log-mel';
import type { Pictures, Style } from '../../lib/data/pictures';
import { DIGIT_CELLS, DIGIT_SOUND } from '../../lib/data/spoken-digits';
import { seededRandom, startEngine, tf } from '../../lib/engine/index';
import { conceptTowers, digitTowers } from '../../lib/training/course-towers';
import { pieces } from '../evaluation/contents';

beforeAll(() => startEngine());

describe('the towers of digits', () => {
  test('draw what is written, spoken and named, and end in one space', async () => {
    const media = await loadDigitMedia({ pictures: 100 });
    const { encoders, towers, labels } = await digitTowers(media, { augmentation: false });
    expect(labels).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(Object.values(towers).map(({ dim }) => dim)).toEqual([64, 64, 64]);
    expect(towers.sound.weights).toBe(encoders.sound.weights);

    const asked = Int32Array.of(3, 3, 8);
    const heard = towers.sound.batch(asked, seededRandom(1));
    const known = pieces(subtractBandMeans(media.spoken.mels, DIGIT_SOUND), DIGIT_CELLS).map(String);
    for (const [i, mel] of pieces((await heard.data()) as Float32Array, DIGIT_CELLS).entries()) {
      // as it is: some sound of that very digit
      const places = known.flatMap((other, place) => (other === String(mel) ? [place] : []));
      expect(places.map(place => media.spoken.labels[place])).toContain(asked[i]);
    }
    const named = towers.word.batch(asked, seededRandom(1));
    expect(named.shape[0]).toBe(3);
    tf.dispose([heard, named]);
  });
});

describe('the towers of concepts', () => {
  test('draw from the styles that are trained on, and take pictures of their side', async () => {
    const asked: Style[] = [];
    const pictures = (style: Style) => {
      asked.push(style);
      return { side: 32, pixels: new Uint8Array(2 * 32 * 32 * 3).fill(200), concepts: Int32Array.of(0, 1) } as Pictures;
    };
    const concepts = [
      { name: 'lion', tags: ['roar'] },
      { name: 'cow', tags: [] },
    ];
    const media = { concepts, trainedStyles: ['noto', 'fxemoji'], unseenStyles: ['twemoji'], pictures };
    const { encoders, towers, labels } = conceptTowers(media as unknown as ConceptMedia);
    expect(asked).toEqual(['noto', 'fxemoji']);
    expect(encoders.side).toBe(32);
    expect(labels).toEqual([0, 1]);
    const batch = towers.image.batch(Int32Array.of(1, 0), seededRandom(1));
    expect(batch.shape).toEqual([2, 32, 32, 3]);
    const rows = towers.image.forward(batch);
    expect(rows.shape).toEqual([2, towers.text.dim]);
    tf.dispose([batch, rows]);
  });
});
