import { expect } from 'vitest';
import type { Chart } from '../../lib/charts/render/chart';
import { decodePng } from './decode-png';
import { type Drawn, groupsNamed, type Item } from './drawn';

/** Digits no two of which are alike, in grey values all over the range. */
export function pictures(count: number): Float32Array {
  return Float32Array.from({ length: count * 784 }, (_, at) => {
    const [picture, pixel] = [Math.floor(at / 784), at % 784];
    return ((pixel * (picture + 1) + 5 * picture) % 31) / 30;
  });
}

/** The value of a signal in a Vega specification. */
function signalValue<Value>(chart: Chart, name: string): Value {
  const { signals } = chart.spec as { signals: { name: string; value: Value }[] };
  return signals.find(signal => signal.name === name)!.value;
}

/** The dots of a panel, counted from 0. */
export function dotsOf({ marks }: Drawn, panel = 0): Item[] {
  return marks.filter(mark => mark.name === 'dots')[panel]!.items;
}

/** Where a mark's item is, to a tenth of a pixel. */
export const place = ({ x, y }: Item) => [x, y].map(value => Math.round(10 * value) / 10);

/** What the signal `mouse` is when the pointer is so far away from a dot. */
export function pointingAt(picture: Drawn, dot: Item, { panel = 0, x = 0, y = 0 } = {}): object {
  const [group] = groupsNamed(picture, `panel${panel}`) as [Item];
  return { panel, x: group.x + dot.x + x, y: group.y + dot.y + y };
}

/** What the card says, in reading order. */
export function cardWords({ marks }: Drawn): string[] {
  const words = marks.filter(mark => mark.type === 'text' && mark.name?.startsWith('card '));
  return words.flatMap(mark => mark.items.map(item => item.text));
}

/**
 * Expects an image mark to show one picture of the chart's sheet in its window, pixel for pixel.
 * @param shades of grey that the sheet tells apart
 */
export function expectTile(chart: Chart, item: Item, images: Float32Array, row: number, shades = 16): void {
  expect(item.url).toBe(signalValue(chart, 'sheet'));
  const png = decodePng(Buffer.from(item.url!.split(',')[1]!, 'base64'));
  const zoom = item.width / png.width;
  expect(item.height / png.height).toBe(zoom);
  const [left, top] = [Math.round(-item.x / zoom), Math.round(-item.y / zoom)];
  const seen: number[] = [];
  const expected: number[] = [];
  for (let y = 0; y < 28; y++) {
    for (let x = 0; x < 28; x++) {
      seen.push(png.values[png.channels * ((top + y) * png.width + left + x)]!);
      const shade = Math.round((shades - 1) * images[row * 784 + 28 * y + x]!) / (shades - 1);
      expected.push(Math.round(0xf1 + (0x12 - 0xf1) * shade));
    }
  }
  expect(seen).toEqual(expected);
}

/** Where the dots of a still picture are, whatever their colours: the ends of its strokes without length. */
export function stillPlaces(svg: string): number[][] {
  return [...svg.matchAll(/ d="(m[^"]*h0)"/g)].flatMap(([, path]) => {
    let [x, y] = [0, 0];
    return [...path!.matchAll(/m(-?[\d.]+)[ ]?(-?[\d.]+)h0/g)].map(step => {
      x += Number(step[1]);
      y += Number(step[2]);
      return [x, y].map(value => Math.round(10 * value) / 10);
    });
  });
}
