import { describe, expect, test } from 'vitest';
import { digitGrid } from '../../lib/charts/digit-grid';
import { pairGrid } from '../../lib/charts/pair-grid';
import { stillSvg } from '../../lib/charts/render/still';
import { embeddedPng, type Pixels } from './decode-png';
import { drawn, itemsOf } from './drawn';

/** Pictures that tell left from right and top from bottom: picture i grows darker towards its lower right corner. */
function pictures(count: number): Float32Array {
  return Float32Array.from({ length: count * 784 }, (_, at) => {
    const pixel = at % 784;
    return ((pixel % 28) + Math.floor(pixel / 28)) / 54 / (1 + Math.floor(at / 784));
  });
}

/** The grey that a value of 0..1 is drawn with. */
const grey = (value: number) => Math.round(0xf1 + (0x12 - 0xf1) * value);

/** Compares every pixel of a drawn digit with its picture. */
function expectDigit(png: Pixels, images: Float32Array, image: number, x: number, y: number, scale: number): void {
  const seen: number[] = [];
  const expected: number[] = [];
  for (let row = 0; row < 28 * scale; row++) {
    for (let column = 0; column < 28 * scale; column++) {
      seen.push(png.values[(y + row) * png.width + x + column]!);
      expected.push(grey(images[image * 784 + Math.floor(row / scale) * 28 + Math.floor(column / scale)]!));
    }
  }
  expect(seen).toEqual(expected);
}

describe('digitGrid', () => {
  const captions = ['7', '2, read as 3', '1', '0', '4'];

  test('draws every digit where its caption and its tooltip are', async () => {
    const images = pictures(5);
    const chart = digitGrid(images, { captions, columns: 3, title: 'Five digits' });
    const picture = await drawn(chart);
    expect(picture.warnings).toEqual([]);
    expect(itemsOf(picture, 'image')).toHaveLength(1);
    expect(itemsOf(picture, 'text').map(item => item.text)).toEqual(captions);
    expect(picture.texts).toContain('Five digits');

    const png = embeddedPng(JSON.stringify(chart.spec));
    const places = hitAreas(chart.spec);
    expect(places.map(place => place.tooltip)).toEqual(captions);
    places.forEach(({ x, y }, i) => {
      expectDigit(png, images, i, x, y, 2);
    });
  });

  test('the still picture has the digits in it', async () => {
    const images = pictures(2);
    const svg = await stillSvg(digitGrid(images, { captions: ['3', '5'] }));
    const png = embeddedPng(svg);
    expect(svg).toMatch(/<image [^>]*href="data:image\/png/);
    expectDigit(png, images, 0, 0, 0, 2);
    expectDigit(png, images, 1, 64, 0, 2);
    expect(textsOf(svg)).toEqual(['3', '5']);
  });

  test('draws values beyond 0..1 as black and white', () => {
    const images = new Float32Array(784).fill(-3);
    images[1] = 7;
    const png = embeddedPng(JSON.stringify(digitGrid(images, { scale: 1 }).spec));
    expect([...png.values.subarray(0, 3)]).toEqual([0xf1, 0x12, 0xf1]);
  });

  test('takes fewer columns where captions are wide, and as many as it is told', () => {
    const wide = Array.from({ length: 30 }, () => '3, read as 5, with 0.93');
    const width = (options: object) => (digitGrid(pictures(30), options).spec as { width: number }).width;
    expect(width({ captions: wide })).toBeLessThanOrEqual(640);
    expect(width({})).toBe(10 * 64 - 8);
    expect(width({ columns: 4 })).toBe(4 * 64 - 8);
  });

  test('says in words what it shows', () => {
    expect(digitGrid(pictures(2), { captions: [3, 5], title: 'Two' }).description).toBe(
      'Two: 2 handwritten digits, captioned 3; 5.',
    );
  });

  test.each<[string, () => unknown, string]>([
    ['no picture', () => digitGrid(new Float32Array(0)), 'images is empty'],
    ['a picture cut short', () => digitGrid(new Float32Array(1000)), 'holds 1,000 values, expected a multiple of 784'],
    ['NaN', () => digitGrid(new Float32Array(784).fill(Number.NaN, 5, 6)), 'images[5] is NaN'],
    ['too few captions', () => digitGrid(pictures(2), { captions: ['1'] }), 'captions has 1 entry, expected 2'],
    ['no column', () => digitGrid(pictures(2), { columns: 0 }), 'columns is 0, expected a whole number'],
    ['half a scale', () => digitGrid(pictures(2), { scale: 1.5 }), 'scale is 1.5, expected a whole number from 1 to 8'],
  ])('refuses %s', (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});

describe('pairGrid', () => {
  test('draws left beside right, and marks which pairs are of the same digit', async () => {
    const left = pictures(3);
    const right = pictures(6).slice(3 * 784);
    const chart = pairGrid(left, right, [1, 0, 1], { captions: ['0.98', '0.12', '0.87'], columns: 2 });
    const picture = await drawn(chart);
    expect(picture.warnings).toEqual([]);
    const labels = itemsOf(picture, 'text');
    expect(labels.map(item => item.text)).toEqual(['same · 0.98', 'different · 0.12', 'same · 0.87']);
    const colours = labels.map(item => item.fill);
    expect(colours[0]).toBe(colours[2]);
    expect(colours[0]).not.toBe(colours[1]);

    const png = embeddedPng(await stillSvg(chart));
    hitAreas(chart.spec).forEach(({ x, y }, i) => {
      expectDigit(png, left, i, x, y, 2);
      expectDigit(png, right, i, x + 58, y, 2);
    });
    expect(chart.description).toContain('3 pairs of handwritten digits, 2 of the same digit');
  });

  test.each<[string, () => unknown, string]>([
    ['no pair', () => pairGrid(new Float32Array(0), new Float32Array(0), []), 'left is empty'],
    ['unequal sides', () => pairGrid(pictures(2), pictures(3), [1, 0]), 'right has 3 entries, expected 2'],
    ['too few marks', () => pairGrid(pictures(2), pictures(2), [1]), 'same has 1 entry, expected 2'],
    ['a mark between', () => pairGrid(pictures(1), pictures(1), [0.5]), 'same[0] is 0.5, expected 1 (same digit) or 0'],
  ])('refuses %s', (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});

interface HitArea {
  x: number;
  y: number;
  tooltip?: string;
}

/** Where the mouse finds a digit or a pair: it must be where it is drawn. */
function hitAreas(spec: object): HitArea[] {
  type Layer = { data?: { values: HitArea[] }; encoding: { tooltip?: object } };
  const { layer, data } = spec as { layer: Layer[]; data?: { values: HitArea[] } };
  const hit = layer.find(one => one.encoding.tooltip)!;
  return (hit.data ?? data!).values;
}

function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(match => match[1]!);
}
