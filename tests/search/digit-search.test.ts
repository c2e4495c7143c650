import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Digits, digitPicture } from '../../lib/data/digits';
import { drawnDigit } from '../../lib/data/drawn-digit';
import { loadMnist } from '../../lib/data/mnist';
import { readPicture } from '../../lib/data/picture-file';
import { startEngine } from '../../lib/engine/index';
import { type DigitSearch, openDigitSearch } from '../../lib/search/digit-search';

describe('the search among digits', () => {
  let search: DigitSearch;
  let unseen: Digits;
  beforeAll(async () => {
    await startEngine();
    search = await openDigitSearch();
    unseen = await loadMnist('test');
  });
  afterAll(() => search?.close());

  test('reads digits of the test set that it does not hold, drawn anew at another place and size', async () => {
    let right = 0;
    const tries = 200;
    for (let i = 0; i < tries; i++) {
      const at = unseen.size - 1 - i;
      const { pixels, side } = digitPicture(unseen, at);
      const file = await sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
        .resize(90, 90)
        .extend({ left: 130, top: 20, right: 60, bottom: 170, background: '#ffffff' })
        .png()
        .toBuffer();
      const [{ label }] = await search.find({ picture: drawnDigit(await readPicture(file)) }, { k: 1 });
      right += Number(label === String(unseen.labels[at]));
    }
    expect(right / tries).toBeGreaterThan(0.95);
  });

  test('holds digits that are written, spoken and named, and finds each from each', async () => {
    for (const modality of ['image', 'audio', 'text'] as const) {
      const threes = [...search.items.values()].filter(item => item.modality === modality && item.title === 'three');
      for (const other of ['image', 'audio', 'text'] as const) {
        if (other === modality && other === 'text') continue; // there is only one
        const [hit] = await search.find({ id: threes[0].id }, { k: 1, filter: { modality: other } });
        expect([modality, other, hit.title]).toEqual([modality, other, 'three']);
      }
    }
  });
});
