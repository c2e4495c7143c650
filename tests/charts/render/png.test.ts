import { expect, test } from 'vitest';
import { encodePalettePng, encodePng } from '../../../lib/charts/render/png';
import { decodePng } from '../decode-png';

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

test.each([12, 13])('%i indices a row come back as the colours of the palette', width => {
  const palette = Array.from({ length: 16 }, (_, i) => [i, 2 * i, 255 - i] as const);
  const indices = noise(width * 7).map(value => value & 15);
  const { values, ...size } = decodePng(encodePalettePng(indices, { width, height: 7, palette }));
  expect(size).toEqual({ width, height: 7, channels: 3 });
  expect(values).toEqual(Uint8Array.from([...indices].flatMap(index => palette[index]!)));
});

test('the first colour of a palette may be seen through', () => {
  const palette = [[255, 255, 255], [9, 8, 7]] as const; // biome-ignore format: two colours
  const png = encodePalettePng(Uint8Array.of(0, 1), { width: 2, height: 1, palette, seeThrough: true });
  expect(decodePng(png).values).toEqual(Uint8Array.of(255, 255, 255, 0, 9, 8, 7, 255));
});

test('a palette of more colours than 4 bits tell apart is refused', () => {
  const palette = Array.from({ length: 17 }, () => [0, 0, 0] as const);
  expect(() => encodePalettePng(noise(1), { width: 1, height: 1, palette })).toThrow(
    'has 17 colours, expected 1 to 16',
  );
  expect(() => encodePalettePng(noise(3), { width: 2, height: 2, palette: palette.slice(1) })).toThrow(
    '3 values for 2 x 2 pixels, expected 4',
  );
});
