import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../lib/engine/seeds';
import { augmentPictures } from '../../lib/sampling/augment-pictures';
import { augmentMels, varySound } from '../../lib/sampling/augment-sounds';
import { drawDigits } from '../../lib/sampling/draw-digits';
import { drawPictures } from '../../lib/sampling/draw-pictures';
import { drawRows, drawSounds } from '../../lib/sampling/draw-sounds';
import { drawTexts } from '../../lib/sampling/draw-texts';

const SIDE = 32;
const VALUES = SIDE * SIDE * 3;
/** A dark square in the left upper quarter of white paper. */
const square = (ink: number[] = [200, 30, 30]) => {
  const pixels = new Uint8Array(VALUES).fill(255);
  for (let y = 6; y < 14; y++) for (let x = 6; x < 14; x++) pixels.set(ink, (y * SIDE + x) * 3);
  return { pixels, side: SIDE };
};
const at = (pixels: Uint8Array, x: number, y: number) => [...pixels.slice((y * SIDE + x) * 3, (y * SIDE + x) * 3 + 3)];

describe('pictures varied at random', () => {
  test.each(['light', 'full'] as const)('%s: stay on white paper, and differ from one another', augmentation => {
    const many = { pixels: new Uint8Array(20 * VALUES), side: SIDE };
    for (let i = 0; i < 20; i++) many.pixels.set(square().pixels, i * VALUES);
    const { pixels } = augmentPictures(many, augmentation, seededRandom(1));
    const pictures = Array.from({ length: 20 }, (_, i) => pixels.slice(i * VALUES, (i + 1) * VALUES));
    expect(new Set(pictures.map(picture => picture.join())).size).toBe(20);
    for (const picture of pictures) {
      const white = picture.filter(value => value === 255).length / VALUES;
      expect(white).toBeGreaterThan(0.7);
      expect(white).toBeLessThan(0.99);
    }
  });

  test('light: are moved by two pixels at most and never mirrored', () => {
    for (let seed = 0; seed < 30; seed++) {
      const { pixels } = augmentPictures(square(), 'light', seededRandom(seed));
      expect(at(pixels, 10, 10)[0]).toBeGreaterThan(at(pixels, 10, 10)[1]); // red still
      expect(at(pixels, 21, 10)).toEqual([255, 255, 255]);
    }
  });

  test('repeat with the same seed, and are what they were with none', () => {
    const vary = (seed: number) => augmentPictures(square(), 'full', seededRandom(seed)).pixels;
    expect(vary(3)).toEqual(vary(3));
    expect(vary(4)).not.toEqual(vary(3));
    expect(augmentPictures(square(), 'none', seededRandom(3)).pixels).toEqual(square().pixels);
  });
});

describe('what is drawn for a batch', () => {
  test('are pictures of the concepts that are asked for, in any of the styles', () => {
    const style = (inks: number[]) => ({
      side: SIDE,
      concepts: [7, 9],
      pixels: Uint8Array.from(inks.flatMap(ink => [...square([ink, ink, ink]).pixels])),
    });
    const draw = drawPictures([style([10, 20]), style([30, 40])], { augmentation: 'none' });
    const random = seededRandom('drawing');
    const inks = Array.from({ length: 20 }, (_, i) => {
      const { pixels } = draw(Int32Array.of(9, 7), random.fork(i));
      return [at(pixels, 10, 10)[0], at(pixels.subarray(VALUES), 10, 10)[0]];
    });
    expect(new Set(inks.map(([first]) => first))).toEqual(new Set([20, 40]));
    expect(new Set(inks.map(([, second]) => second))).toEqual(new Set([10, 30]));
    expect(() => draw(Int32Array.of(8), random)).toThrow(/no item of label 8, expected one or more/);
  });

  test('are names, with and without tags that can be read, and tags alone', () => {
    const draw = drawTexts([{ name: 'check mark', tags: ['✓', 'done', 'tick'] }]);
    const texts = new Set(draw(new Int32Array(300), seededRandom(1)));
    for (const text of ['check mark', 'done', 'check mark tick', 'tick done', 'a picture of a check mark']) {
      expect(texts).toContain(text);
    }
    expect([...texts].filter(text => text.includes('✓'))).toEqual([]);
    const untagged = drawTexts([{ name: 'zebra', tags: [] }])(new Int32Array(50), seededRandom(1));
    expect(untagged.filter(text => !/^(.* )?zebra$/.test(text))).toEqual([]);
  });

  test('are digits, moved by up to two pixels without losing any ink', () => {
    const images = new Float32Array(2 * 784);
    for (let y = 10; y < 18; y++) images.fill(1, 784 + y * 28 + 10, 784 + y * 28 + 18);
    const draw = drawDigits({ images, labels: Uint8Array.of(3, 4), size: 2, fingerprint: '' });
    const drawn = draw(new Int32Array(50).fill(4), seededRandom(1));
    const corners = Array.from({ length: 50 }, (_, i) => drawn.subarray(i * 784, (i + 1) * 784)).map(digit => {
      expect(digit.reduce((sum, value) => sum + value, 0)).toBe(64);
      return digit.indexOf(1);
    });
    const [columns, rows] = [corners.map(corner => corner % 28), corners.map(corner => Math.floor(corner / 28))];
    for (const places of [columns, rows]) expect([Math.min(...places), Math.max(...places)]).toEqual([8, 12]);
  });

  test('are sounds and rows of the labels that are asked for', () => {
    const mels = Float32Array.from({ length: 3 * 4 }, (_, i) => Math.floor(i / 4));
    const sounds = { mels, frames: 2, bands: 2, labels: [5, 6, 5] };
    const drawn = drawSounds(sounds, { augmentation: false })(new Int32Array(40).fill(5), seededRandom(1));
    expect(new Set(drawn.mels)).toEqual(new Set([0, 2]));
    const rows = drawRows({ rows: mels, dim: 4 }, [5, 6, 5])(Int32Array.of(6, 6), seededRandom(1));
    expect([...rows]).toEqual(new Array(8).fill(1));
  });
});

describe('sounds varied at random', () => {
  const rate = 8000;
  const tone = Float32Array.from({ length: 4000 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 440 * i) / rate));

  test('are faster or slower, finite and never silent; the same seed repeats', () => {
    const lengths = Array.from({ length: 20 }, (_, seed) => {
      const varied = varySound(tone, rate, seededRandom(seed));
      expect(varied.every(Number.isFinite)).toBe(true);
      expect(Math.max(...varied)).toBeGreaterThan(0.05);
      return varied.length;
    });
    expect(Math.min(...lengths)).toBeLessThan(3600);
    expect(Math.max(...lengths)).toBeGreaterThan(4400);
    expect(varySound(tone, rate, seededRandom(3))).toEqual(varySound(tone, rate, seededRandom(3)));
  });

  test('move a spectrogram in time and in pitch no farther than allowed', () => {
    const [frames, bands] = [24, 20];
    const mels = new Float32Array(frames * bands);
    mels[10 * bands + 8] = 1;
    const places = Array.from({ length: 300 }, (_, seed) => {
      const place = augmentMels(mels, { frames, bands, pitch: 3 }, seededRandom(seed)).indexOf(1);
      return place < 0 ? undefined : [Math.floor(place / bands), place % bands]; // a strip may cover it
    }).filter(place => place !== undefined) as number[][];
    expect(places.length).toBeGreaterThan(150);
    expect(new Set(places.map(([frame]) => frame))).toEqual(new Set([8, 9, 10, 11, 12]));
    expect(new Set(places.map(([, band]) => band))).toEqual(new Set([5, 6, 7, 8, 9, 10, 11]));
  });
});
