import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clips, loadClips } from '../../lib/data/clips';
import { type Concept, loadConcepts } from '../../lib/data/concepts';
import { loadPictures, type Pictures, STYLES, type Style } from '../../lib/data/pictures';
import { SPRITE_COLUMNS, TILE_SIDE } from '../../lib/data/sprite-sheet';
import { loadStampCaptions, loadStamps, type Stamps } from '../../lib/data/stamps';
import { fingerprintOf, likeness } from '../../tools/datasets/likeness';
import { copiedSets } from './copied-sets';

let concepts: Concept[];
const styles = {} as Record<Style, Pictures>;
let clips: Clips;
let stamps: Stamps;
beforeAll(async () => {
  concepts = await loadConcepts();
  for (const style of STYLES) styles[style] = await loadPictures(style);
  clips = await loadClips();
  stamps = await loadStamps();
});
const DRAWN = STYLES.filter(style => style !== 'tuxpaint');
const position = (name: string) => concepts.findIndex(concept => concept.name === name);
const tile = ({ pixels }: { pixels: Uint8Array }, i: number, side = 64) =>
  pixels.subarray(i * side * side * 3, (i + 1) * side * side * 3);
const spread = (values: Uint8Array) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

describe('the concepts', () => {
  test('are 1,256, each with an id, a name and tags of its own, and a name in twelve more languages', () => {
    expect(concepts).toHaveLength(1256);
    expect(new Set(concepts.map(({ id }) => id)).size).toBe(1256);
    expect(new Set(concepts.map(({ name }) => name)).size).toBe(1256);
    for (const { tags, names } of concepts) {
      expect(tags.length).toBeGreaterThan(0);
      expect(Object.keys(names)).toEqual(['de', 'es', 'fr', 'hi', 'it', 'ja', 'ko', 'nl', 'pl', 'pt', 'ru', 'zh']);
      for (const name of Object.values(names)) expect(name.trim()).not.toBe('');
    }
  });

  test('hold a lion and a trumpet', () => {
    const lion = concepts[position('lion')];
    expect(lion).toMatchObject({ id: '1F981', group: 'nature', heldOut: false });
    expect(lion.tags).toContain('roar');
    expect(lion.names).toMatchObject({ de: 'Löwe', es: 'león', it: 'leone' });
    expect(concepts[position('trumpet')]).toMatchObject({ id: '1F3BA', names: { de: 'Trompete', fr: 'trompette' } });
  });

  test('are no people and no flags', () => {
    for (const name of ['man', 'waving hand', 'ear', 'flag: France', 'chequered flag']) expect(position(name)).toBe(-1);
  });
});

describe('the pictures of a style', () => {
  test.each(['noto', 'twemoji', 'openmoji'] as const)('%s has one of every concept', style => {
    expect([...styles[style].concepts]).toEqual([...concepts.keys()]);
  });

  test.each(DRAWN)('%s has at most one a concept, none of them blank', style => {
    const { pixels, size, captions, ...set } = styles[style];
    expect(size).toBeGreaterThan(700);
    expect(new Set(set.concepts).size).toBe(size);
    expect(pixels).toHaveLength(size * 64 * 64 * 3);
    for (let i = 0; i < size; i++) {
      expect(spread(tile({ pixels }, i))).toBeGreaterThan(2);
      expect(captions[i]).toBe(concepts[set.concepts[i]].name);
    }
  });

  test.each(DRAWN.filter(style => style !== 'fxemoji' && style !== 'emojione-v1'))('%s has a lion', style => {
    expect([...styles[style].concepts]).toContain(position('lion'));
  });

  test.each(DRAWN)('%s has a trumpet', style => {
    expect([...styles[style].concepts]).toContain(position('trumpet'));
  });

  test('are about 9,800 drawn ones in all', () => {
    expect(DRAWN.reduce((sum, style) => sum + styles[style].size, 0)).toBeGreaterThan(9800);
  });

  test('show what their concept says: the red apple is redder than the green one in every style', () => {
    const redness = (style: Style, name: string) => {
      const at = styles[style].concepts.indexOf(position(name));
      return tile(styles[style], at).reduce((sum, value, i) => sum + [value, -value, 0][i % 3], 0);
    };
    for (const style of DRAWN) expect(redness(style, 'red apple')).toBeGreaterThan(redness(style, 'green apple'));
  });

  test('are flagged in a held-out style where a training style has nearly the same', () => {
    const flagged = (style: Style) => styles[style].nearCopies.reduce((sum, flag) => sum + flag, 0);
    expect(styles.twemoji.nearCopies[position('large orange diamond')]).toBe(1);
    expect(styles.twemoji.nearCopies[position('lion')]).toBe(0);
    expect(flagged('twemoji')).toBeGreaterThan(100);
    expect(flagged('openmoji')).toBeLessThan(10);
    expect(flagged('noto')).toBe(0);
  });

  test('are made smaller by averaging areas', async () => {
    const [half, threeQuarters] = [
      await loadPictures('fxemoji', { side: 32 }),
      await loadPictures('fxemoji', { side: 48 }),
    ];
    const full = styles.fxemoji;
    expect(half.pixels).toHaveLength(full.size * 32 * 32 * 3);
    const at = (pixels: Uint8Array, side: number, i: number, y: number, x: number, channel: number) =>
      pixels[((i * side + y) * side + x) * 3 + channel];
    for (const [i, y, x, channel] of [
      [0, 10, 12, 0],
      [5, 16, 20, 1],
      [700, 31, 31, 2],
    ]) {
      let sum = 0;
      for (const [dy, dx] of [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ])
        sum += at(full.pixels, 64, i, 2 * y + dy, 2 * x + dx, channel);
      expect(at(half.pixels, 32, i, y, x, channel)).toBe(Math.round(sum / 4));
    }
    // the first of three new pixels covers one old pixel and a third of the next, each way
    const corner = (i: number, channel: number) => {
      const old = (y: number, x: number) => at(full.pixels, 64, i, 20 + y, 24 + x, channel);
      return (old(0, 0) + old(0, 1) / 3 + old(1, 0) / 3 + old(1, 1) / 9) * (9 / 16);
    };
    for (const [i, channel] of [
      [3, 0],
      [250, 1],
      [600, 2],
    ]) {
      expect(Math.abs(at(threeQuarters.pixels, 48, i, 15, 18, channel) - corner(i, channel))).toBeLessThanOrEqual(0.51);
    }
    expect(new Set([full.fingerprint, half.fingerprint, threeQuarters.fingerprint]).size).toBe(3);
  });

  test('have a mean that area averaging keeps', async () => {
    const mean = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const small = await loadPictures('emojione', { side: 48 });
    expect(Math.abs(mean(small.pixels) - mean(styles.emojione.pixels))).toBeLessThan(0.1);
  });

  test.each(['apple', '', 'constructor'])('there is no style %j', async style => {
    await expect(loadPictures(style as Style)).rejects.toThrow(/there is no style '.*'; expected one of noto, /);
  });

  test.each([0, 63, 128, Number.NaN, '32'])('are not handed out at side %s', async side => {
    await expect(loadPictures('noto', { side: side as 32 })).rejects.toThrow(/side is .*, expected 32, 48, 64/);
    await expect(loadPictures('tuxpaint', { side: side as 32 })).rejects.toThrow(/side is .*, expected 32, 48, 64/);
    await expect(loadClips({ side: side as 32 })).rejects.toThrow(/side is .*, expected 32, 48, 64/);
    await expect(loadStamps({ side: side as 32 })).rejects.toThrow(/side is .*, expected 32, 48, 64/);
  });
});

describe('the stamps', () => {
  const captioned = (caption: string) => stamps.captions.findIndex(({ en }) => en === caption);
  const shown = (file: string) => {
    const i = stamps.files.indexOf(file);
    if (i < 0) throw new Error(`no stamp ${file}`);
    return stamps.concepts[i] < 0 ? undefined : concepts[stamps.concepts[i]].name;
  };

  test('have captions that can be read without their pictures, where they show a concept', async () => {
    const shown = Array.from(stamps.concepts, (label, i) => ({
      concept: concepts[label]?.id,
      captions: stamps.captions[i],
    }));
    expect(await loadStampCaptions()).toEqual(shown.filter(({ concept }) => concept !== undefined));
  });

  test('photographs that show a concept are a style of their own', () => {
    const photographs = styles.tuxpaint;
    expect(photographs.size).toBe(196);
    expect(new Set(photographs.concepts).size).toBe(137);
    const lions = [...photographs.concepts.keys()].filter(i => photographs.concepts[i] === position('lion'));
    expect(lions.map(i => photographs.captions[i])).toEqual(['A lion.', 'A lion.']);
    const drawnLion = stamps.files.indexOf('animals/mammals/cats/cartoon/lion.png');
    expect(stamps.kinds[drawnLion]).toBe('drawing');
    const first = stamps.files.indexOf('animals/mammals/cats/lion-2.png');
    expect(tile(photographs, lions[0])).toEqual(tile(stamps, first));
  });

  // what a match by name alone gets wrong
  test.each([
    ['animals/mammals/camel/camel.png', 'two-hump camel'],
    ['animals/mammals/camel/dromedary.png', 'camel'],
    ['animals/mammals/aquatic/sea_lion.png', 'seal'],
    ['animals/birds/rainbow-lorikeet.png', 'parrot'],
    ['animals/fish/dolphinfish.png', 'fish'],
    ['vehicles/auto/beetle.png', 'automobile'],
    ['vehicles/flight/balloon360.png', undefined],
    ['seasonal/christmas/Roast_turkey.png', undefined],
    ['plants/flowers/adeenia.png', undefined],
    ['space/planets/1_mercury.png', undefined],
    ['hobbies/music/string/cello.png', undefined],
    ['hobbies/music/brass/trumpet.png', 'trumpet'],
  ])('%s shows: %s', (file, concept) => {
    expect(shown(file)).toBe(concept);
  });

  test('have captions in several languages', () => {
    expect(captioned('A trumpet.')).toBeGreaterThanOrEqual(0);
    expect(stamps.captions[captioned('A trumpet.')]).toMatchObject({ de: 'Eine Trompete.', fr: 'Une trompette.' });
    for (const { en } of stamps.captions) expect(en).not.toBe('');
    expect(stamps.captions.filter(({ fr }) => fr).length).toBe(stamps.size);
  });

  test('none is blank, and no photograph is there twice', () => {
    const fingerprints = stamps.files.map((_, i) => fingerprintOf(tile(stamps, i)));
    for (const [i, file] of stamps.files.entries()) {
      expect(spread(tile(stamps, i)), file).toBeGreaterThan(2);
      for (let j = 0; j < i; j++) {
        if (stamps.kinds[i] !== 'photograph' || stamps.kinds[j] !== 'photograph') continue;
        expect(likeness(fingerprints[i], fingerprints[j]), `${file} and ${stamps.files[j]}`).toBeLessThan(0.97);
      }
    }
  });
});

describe('the clips', () => {
  test('are 398 of eight frames, each of a concept of its own', () => {
    expect(clips.frames).toBe(8);
    expect(clips.size).toBe(398);
    expect(new Set(clips.concepts).size).toBe(398);
    expect(clips.pixels).toHaveLength(398 * 8 * 64 * 64 * 3);
    expect(clips.captions).toContain('lion');
  });

  test('all move', () => {
    for (let clip = 0; clip < clips.size; clip++) {
      const first = tile(clips, clip * 8);
      let most = 0;
      for (let frame = 1; frame < 8; frame++) {
        const other = tile(clips, clip * 8 + frame);
        most = Math.max(most, first.reduce((sum, value, i) => sum + Math.abs(value - other[i]), 0) / first.length);
      }
      expect(most, clips.captions[clip]).toBeGreaterThan(0.5);
    }
  });

  test('show their concept as the style fluent-3d does', () => {
    const lion = tile(styles['fluent-3d'], styles['fluent-3d'].concepts.indexOf(position('lion')));
    const distance = (other: Uint8Array) =>
      lion.reduce((sum, value, i) => sum + Math.abs(value - other[i]), 0) / lion.length;
    const own = clips.captions.indexOf('lion');
    const closest = [...clips.captions.keys()]
      .map(clip => ({ clip, distance: distance(tile(clips, clip * 8)) }))
      .sort((a, b) => a.distance - b.distance)[0];
    expect(closest.clip).toBe(own);
  });
});

describe('a damaged set', () => {
  let sets: Awaited<ReturnType<typeof copiedSets>>;
  beforeAll(async () => {
    sets = await copiedSets('captions', 'emoji-mit', 'stamps-gpl');
  });
  afterAll(() => sets.remove());

  test.each([
    ['emoji-mit/fluent-3d.webp', () => loadPictures('fluent-3d', { folder: sets.folder })],
    ['emoji-mit/clips.webp', () => loadClips({ folder: sets.folder })],
    ['emoji-mit/set.json', () => loadPictures('fluent-flat', { folder: sets.folder })],
    ['stamps-gpl/stamps.webp', () => loadPictures('tuxpaint', { folder: sets.folder })],
    ['stamps-gpl/set.json', () => loadStamps({ folder: sets.folder })],
    ['stamps-gpl/set.json', () => loadStampCaptions({ folder: sets.folder })],
    ['captions/concepts.json', () => loadConcepts({ folder: sets.folder })],
    ['captions/set.json', () => loadConcepts({ folder: sets.folder })],
  ])('one changed byte in %s is found, and the mend named', async (path, load) => {
    await load();
    await sets.changeByte(path);
    await expect(load()).rejects.toThrow(/(is damaged|is no JSON).*run git checkout datasets/);
    await sets.changeByte(path);
    await load();
  });

  test('a held-out concept that was struck off is found', async () => {
    const path = join(sets.folder, 'splits.json');
    const splits = JSON.parse(await readFile(path, 'utf8'));
    const whole = JSON.stringify(splits);
    splits.concepts.heldOut.pop();
    await writeFile(path, JSON.stringify(splits));
    await expect(loadConcepts({ folder: sets.folder })).rejects.toThrow(
      /splits\.json is damaged in its part 'concepts'; run git checkout datasets/,
    );
    await writeFile(path, '{}');
    await expect(loadConcepts({ folder: sets.folder })).rejects.toThrow(/has no part 'concepts'/);
    await writeFile(path, whole);
    expect((await loadConcepts({ folder: sets.folder })).filter(({ heldOut }) => heldOut)).toHaveLength(188);
  });

  test('a file that is cut short, no object or missing is named', async () => {
    const sprite = join(sets.folder, 'emoji-mit', 'fluent-flat.webp');
    const load = () => loadPictures('fluent-flat', { folder: sets.folder });
    await truncate(sprite, 1000);
    await expect(load()).rejects.toThrow(/fluent-flat\.webp has 1,000 bytes, expected/);
    await rm(sprite);
    await expect(load()).rejects.toThrow(/fluent-flat\.webp is missing/);
    await writeFile(join(sets.folder, 'emoji-mit', 'set.json'), '[1]');
    await expect(load()).rejects.toThrow(/set\.json holds no object/);
    await rm(join(sets.folder, 'emoji-mit'), { recursive: true });
    await expect(load()).rejects.toThrow(/set\.json is missing, expected it at .*; run git checkout datasets/);
  });
});

test('sprites are as the loaders take them: 32 tiles of 64 pixels a row', async () => {
  const { width, height } = await sharp(join(__dirname, '../../datasets/emoji-apache/noto.webp')).metadata();
  expect([width, height]).toEqual([SPRITE_COLUMNS * TILE_SIDE, Math.ceil(1256 / SPRITE_COLUMNS) * TILE_SIDE]);
});
