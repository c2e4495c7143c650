import { expect, test } from 'vitest';
import { encodePng } from '../../lib/charts/png';
import { decodePng } from './decode-png';

const noise = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 7919 + (i >> 3) * 31) & 0xff);

test.each([1, 3, 4] as const)('pixels of %i channels come back as they went in', channels => {
  const values = noise(13 * 7 * channels);
  const png = encodePng(values, { width: 13, height: 7, channels });
  expect(decodePng(png)).toEqual({ width: 13, height: 7, channels, values });
});

test('one pixel is a picture', () => {
  expect(decodePng(encodePng(Uint8Array.of(200), { width: 1, height: 1 })).values).toEqual(Uint8Array.of(200));
});

test('sizes that do not fit are refused', () => {
  expect(() => encodePng(noise(10), { width: 3, height: 3 })).toThrow('10 values for 3 x 3 pixels of 1, expected 9');
  expect(() => encodePng(noise(0), { width: 0, height: 3 })).toThrow('expected whole numbers from 1 on');
});
