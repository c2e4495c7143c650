import { beforeAll, describe, expect, test } from 'vitest';
import { type ConceptMedia, loadConceptMedia } from '../../lib/data/concept-media';
import { loadPictures } from '../../lib/data/pictures';
import { loadRecordings } from '../../lib/data/recordings';

let media: ConceptMedia;
beforeAll(async () => {
  media = await loadConceptMedia({ side: 32 });
});

describe('the media of a concept, by its name', () => {
  test('a picture in a style is the one of that concept', async () => {
    const twemoji = await loadPictures('twemoji', { side: 32 });
    const at = twemoji.captions.indexOf('lion');
    const lion = twemoji.pixels.subarray(at * 32 * 32 * 3, (at + 1) * 32 * 32 * 3);
    expect(media.picture('lion', 'twemoji').pixels).toEqual(lion);
    const two = media.picture(['trumpet', 'lion'], 'twemoji').pixels;
    expect(two.subarray(lion.length)).toEqual(lion);
  });

  test('a clip is eight frames; a note is a little over a second', async () => {
    expect(media.clip('lion').pixels.length).toBe(8 * 32 * 32 * 3);
    const { samples, rate } = await media.note('trumpet');
    expect(samples.length / rate).toBeCloseTo(1.2, 1);
  });

  test('a recording was not trained on', async () => {
    const animals = await loadRecordings('animals');
    const { samples } = media.recording('lion');
    const which = animals.sounds.findIndex(
      sound => sound.samples.length === samples.length && sound.samples.every((value, i) => value === samples[i]),
    );
    expect(animals.names[which]).toBe('lion');
    expect(animals.training[which]).toBe(0);
  });

  test('tells the styles apart that encoders are trained on', async () => {
    expect([media.trainedStyles, media.unseenStyles]).toEqual([[], ['twemoji', 'openmoji', 'tuxpaint']]);
    const all = await loadConceptMedia({ side: 32, styles: 'all' });
    expect(all.trainedStyles).toHaveLength(7);
    expect(all.trainedStyles.map(style => all.pictures(style).style)).toEqual(all.trainedStyles);
    expect(all.unseenStyles).toEqual(media.unseenStyles);
  });

  test('says whether there is a photograph', () => {
    expect(media.hasPicture('lion', 'tuxpaint')).toBe(true);
    expect(media.hasPicture('ZZZ', 'tuxpaint')).toBe(false);
  });

  test.each([
    [() => media.concept('lyon'), "no concept 'lyon', expected an English name"],
    [() => media.concept('lio'), "no concept 'lio', expected an English name such as lion"],
    [() => media.picture('ZZZ', 'tuxpaint'), "no picture of 'ZZZ' in tuxpaint"],
    [
      () => media.picture('lion', 'oil' as never),
      "style 'oil' is not loaded, expected one of twemoji, openmoji, tuxpaint",
    ],
    [() => media.clip('trumpet'), "no clip of 'trumpet'"],
    [() => media.recording('ZZZ'), "no recording of 'ZZZ' that was kept out"],
  ])('what there is not is named (%#)', (ask, message) => {
    expect(ask).toThrow(message);
  });

  test('a preset that does not exist is named, with those that do', async () => {
    await expect(media.note('kazoo')).rejects.toThrow(/no middle C of 'kazoo', expected one of .*trumpet/);
  });
});
