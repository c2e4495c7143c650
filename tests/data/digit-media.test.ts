import { expect, test } from 'vitest';
import { loadDigitMedia } from '../../lib/data/digit-media';
import { digitPicture } from '../../lib/data/digits';
import { loadMnist } from '../../lib/data/mnist';
import { loadSpokenDigits } from '../../lib/data/spoken-digits';

test('a digit is written, spoken and named: the first of each to show, all to train on', async () => {
  const media = await loadDigitMedia({ pictures: 60 });
  const [written, spoken] = [await loadMnist('train', { limit: 60 }), await loadSpokenDigits('train')];
  expect(media.written.fingerprint).toBe(written.fingerprint);
  expect(media.spoken.fingerprint).toBe(spoken.fingerprint);
  expect(media.sounds).toHaveLength(spoken.size);
  expect(media.picture(7)).toEqual(digitPicture(written, written.labels.indexOf(7)));
  expect(media.sound(7)).toEqual({ samples: media.sounds[spoken.labels.indexOf(7)], rate: 8000 });
  expect(media.word(7)).toBe('seven');
  for (const ask of [media.picture, media.sound, media.word]) {
    expect(() => ask(10)).toThrow('there is no digit 10, expected a whole number from 0 to 9');
  }
});
