import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadConcepts } from '../../lib/data/concepts';
import { framePhotograph, PHOTOGRAPH_SIDE } from '../../lib/data/frame-photograph';
import { loadImageClasses } from '../../lib/data/image-classes';
import { loadPhotographs, type PhotographSource, type Photographs } from '../../lib/data/photographs';
import { copiedSets } from './copied-sets';

const VALUES = PHOTOGRAPH_SIDE * PHOTOGRAPH_SIDE * 3;
const RED = { r: 220, g: 30, b: 30 };
const WHITE = { r: 255, g: 255, b: 255 };

/** A plain picture, `width` x `height`, with a square of 40 % in its middle. */
async function squareOn(background: typeof RED, square: typeof RED, width: number, height: number) {
  const side = Math.round(0.4 * Math.min(width, height));
  const inner = await sharp({ create: { width: side, height: side, channels: 3, background: square } })
    .png()
    .toBuffer();
  return sharp({ create: { width, height, channels: 3, background } })
    .composite([{ input: inner }])
    .png();
}

const valueAt = (pixels: Uint8Array, x: number, y: number) =>
  Array.from(pixels.subarray(3 * (y * PHOTOGRAPH_SIDE + x), 3 * (y * PHOTOGRAPH_SIDE + x) + 3));
const middle = PHOTOGRAPH_SIDE / 2;

describe('a photograph is framed', () => {
  test('a view by its middle square', async () => {
    const framed = await framePhotograph(await (await squareOn(RED, WHITE, 900, 300)).toBuffer());
    expect(framed).toHaveLength(VALUES);
    expect(valueAt(framed, 0, 0)).toEqual([220, 30, 30]); // nothing was added
    expect(valueAt(framed, middle, middle)).toEqual([255, 255, 255]);
    const white = framed.filter(value => value === 255).length / VALUES;
    expect(white).toBeCloseTo(0.16, 1); // the square keeps its share of the height
  });

  test('a thing on white as a whole, on white', async () => {
    const wide = await sharp({ create: { width: 900, height: 300, channels: 3, background: WHITE } })
      .composite([
        {
          input: await sharp({ create: { width: 860, height: 100, channels: 3, background: RED } })
            .png()
            .toBuffer(),
        },
      ])
      .png()
      .toBuffer();
    const framed = await framePhotograph(wide);
    expect(valueAt(framed, middle, 2)).toEqual([255, 255, 255]);
    expect(valueAt(framed, 10, middle)).toEqual([220, 30, 30]); // its ends are still there
    expect(valueAt(framed, PHOTOGRAPH_SIDE - 10, middle)).toEqual([220, 30, 30]);
  });

  test('what is transparent as white, grey as grey, and turned as the camera was', async () => {
    const clear = await sharp({ create: { width: 300, height: 300, channels: 4, background: { ...RED, alpha: 0 } } })
      .png()
      .toBuffer();
    expect((await framePhotograph(clear)).every(value => value === 255)).toBe(true);
    const grey = await (await squareOn(RED, WHITE, 300, 300)).greyscale().jpeg().toBuffer();
    const [r, g, b] = valueAt(await framePhotograph(grey), 4, 4);
    expect([g, b]).toEqual([r, r]);
    const left = await sharp({ create: { width: 400, height: 400, channels: 3, background: RED } })
      .composite([
        {
          input: await sharp({ create: { width: 200, height: 400, channels: 3, background: { r: 0, g: 0, b: 250 } } })
            .png()
            .toBuffer(),
          left: 0,
          top: 0,
        },
      ])
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 95 })
      .toBuffer();
    const turned = await framePhotograph(left); // a quarter to the right: what was left is above
    expect(valueAt(turned, middle, 5)[2]).toBeGreaterThan(200);
    expect(valueAt(turned, middle, PHOTOGRAPH_SIDE - 5)[2]).toBeLessThan(80);
  });

  test('only when it can be read to its end', async () => {
    const whole = await (await squareOn(RED, WHITE, 400, 400)).jpeg().toBuffer();
    await expect(framePhotograph(whole.subarray(0, whole.length / 2))).rejects.toThrow();
    await expect(framePhotograph(Buffer.from('no picture'))).rejects.toThrow('unsupported image format');
  });
});

describe('the photographs that ship', () => {
  const sets = {} as Record<PhotographSource, Photographs>;
  beforeAll(async () => {
    for (const source of ['tuxpaint', 'gcompris'] as const) sets[source] = await loadPhotographs(source);
  });

  test('are two sets, of which most show a concept of the course', async () => {
    const concepts = await loadConcepts();
    for (const { pixels, size, concepts: shown, captions, side } of Object.values(sets)) {
      expect(side).toBe(PHOTOGRAPH_SIDE);
      expect(pixels).toHaveLength(size * VALUES);
      expect([shown.length, captions.length]).toEqual([size, size]);
      expect(shown.filter(position => position >= 0).length / size).toBeGreaterThan(0.5);
      expect(Math.max(...shown)).toBeLessThan(concepts.length);
      expect(captions.every(caption => caption.trim() !== '')).toBe(true);
    }
    const known = sets.tuxpaint.concepts.filter(position => position >= 0);
    expect([known.length, new Set(known).size]).toEqual([196, 137]);
    const lion = sets.tuxpaint.captions.indexOf('A lion.');
    expect(concepts[sets.tuxpaint.concepts[lion]].name).toBe('lion');
    expect(sets.tuxpaint.fingerprint).not.toBe(sets.gcompris.fingerprint);
  });

  test('can be had without those that show something else', async () => {
    const known = await loadPhotographs('gcompris', { onlyConcepts: true });
    expect(known.size).toBe(sets.gcompris.concepts.filter(position => position >= 0).length);
    expect(known.concepts.every(position => position >= 0)).toBe(true);
  });

  test('can be had as the towers of drawings take them: small, whole and on white', async () => {
    const small = await loadPhotographs('gcompris', { side: 48 });
    expect([small.side, small.size, small.pixels.length]).toEqual([48, sets.gcompris.size, small.size * 48 * 48 * 3]);
    expect(small.concepts).toEqual(sets.gcompris.concepts);
    const corner = (pixels: Uint8Array, side: number, i: number) => pixels[i * side * side * 3];
    const all = Array.from({ length: small.size }, (_, i) => i);
    const white = all.filter(i => corner(small.pixels, 48, i) === 255);
    // of a view the backbone is shown the middle, and the towers all of it, with white above and below
    expect(white.length).toBeGreaterThan(
      all.filter(i => corner(sets.gcompris.pixels, PHOTOGRAPH_SIDE, i) === 255).length,
    );
    await expect(loadPhotographs('gcompris', { side: 50 as 48 })).rejects.toThrow('side is 50, expected 32, 48, 64');
  });

  test('are refused when a byte is another, or for a source that does not exist', async () => {
    const copy = await copiedSets('captions', 'photographs-gcompris');
    await copy.changeByte('photographs-gcompris/photographs.bin');
    await expect(loadPhotographs('gcompris', { folder: copy.folder })).rejects.toThrow('photographs.bin');
    await copy.remove();
    await expect(loadPhotographs('phone' as PhotographSource)).rejects.toThrow(
      "there is no source 'phone', expected one of tuxpaint, gcompris",
    );
  });
});

test('the classes are a thousand, each with a name, nearly all described', async () => {
  const classes = await loadImageClasses();
  expect(classes).toHaveLength(1000);
  expect(classes.every(({ names }) => names.length > 0 && names.every(name => name.trim() !== ''))).toBe(true);
  expect(classes.filter(({ description }) => description).length).toBeGreaterThan(960);
  expect(classes[291].names[0]).toBe('lion');
});
