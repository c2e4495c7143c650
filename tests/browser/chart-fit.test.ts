import { readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../tools/course/jupyter';
import { readNotebook } from '../../tools/course/notebook';
import { launchChromium } from './chromium';

// The charts of the lessons, as their run in the kernel left them, embedded as the site and JupyterLab do: in a telephone's window, in one of
// 800 pixels and in a wide one. No chart scrolls sideways, no text is cut, and no two lie on each other.

const RUN = path.join(ROOT, 'build', 'course', 'solutions');
const LESSONS = readdirSync(path.join(ROOT, 'solutions')).filter(file => file.endsWith('.ipynb'));
/** Pixels of a chart's place in a window of 390, of 800 and of 1,440. */
const WIDTHS = [342, 550, 722];
const CHARTS = ['application/vnd.vegalite.v5+json', 'application/vnd.vega.v5+json'];

interface Line {
  text: string;
  /** Whether it is upright or lies on its side: of what slants, the box says nothing. */
  straight: boolean;
  left: number;
  top: number;
  right: number;
  bottom: number;
}
interface Drawn {
  width: number;
  height: number;
  overflow: number;
  lines: Line[];
}

const ENTRY = `
export { default as embed } from 'vega-embed';
export { EMBED_OPTIONS } from './lib/notebook/embed-style';
`;

/** In the page, which has a document, as the compiler is not told: draws a chart as elements, and says where its letters are. */
const DRAW = `async (spec, width) => {
  const place = document.createElement('div');
  place.style.width = width + 'px';
  document.body.replaceChildren(place);
  await chart.embed(place, { ...spec, usermeta: {} }, { ...chart.EMBED_OPTIONS, renderer: 'svg' });
  const svg = place.querySelector('svg.marks');
  const box = svg.getBoundingClientRect();
  const lines = [...svg.querySelectorAll('text')]
    .filter(text => text.textContent.trim() && text.checkVisibility({ opacityProperty: true }))
    .flatMap(text => {
      const { a, b } = text.getCTM();
      const parts = text.querySelectorAll('tspan');
      return (parts.length ? [...parts] : [text]).map(part => {
        const at = part.getBoundingClientRect();
        return {
          text: part.textContent,
          straight: Math.abs(a * b) < 1e-6,
          ...{ left: at.left - box.left, right: at.right - box.left, top: at.top - box.top, bottom: at.bottom - box.top },
        };
      });
    });
  const wrapper = place.querySelector('.chart-wrapper');
  return { width: box.width, height: box.height, overflow: wrapper.scrollWidth - wrapper.clientWidth, lines };
}`;

let browser: Browser;
let page: Page;
beforeAll(async () => {
  const bundle = await build({
    stdin: { contents: ENTRY, resolveDir: ROOT },
    ...{ bundle: true, write: false, format: 'iife', globalName: 'chart' },
  });
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 800, height: 1000 } });
  await page.setContent('<!doctype html><body style="margin: 0">');
  await page.addScriptTag({ content: bundle.outputFiles[0]!.text });
});
afterAll(() => browser?.close());

const overlap = (one: [number, number], other: [number, number]) =>
  Math.min(one[1], other[1]) - Math.max(one[0], other[0]);

/** Whether two texts lie on each other: by more than the white around letters. */
function overprint(one: Line, other: Line): boolean {
  const [across, down] = [
    overlap([one.left, one.right], [other.left, other.right]),
    overlap([one.top, one.bottom], [other.top, other.bottom]),
  ];
  const lowest = Math.min(one.bottom - one.top, other.bottom - other.top);
  // a text and its border are two texts at one place
  const same = one.text === other.text && Math.abs(one.left - other.left) < 1 && Math.abs(one.top - other.top) < 1;
  return !same && across > 1.5 && down > 0.3 * lowest;
}

function faultsOf({ width, height, overflow, lines }: Drawn): string[] {
  const cut = lines.filter(
    ({ left, top, right, bottom }) => left < -1 || top < -1 || right > width + 1 || bottom > height + 1,
  );
  const straight = lines.filter(line => line.straight);
  const pairs = straight.flatMap((one, i) =>
    straight.slice(i + 1).flatMap(other => (overprint(one, other) ? [`${one.text} | ${other.text}`] : [])),
  );
  return [
    ...(overflow > 1 ? [`scrolls by ${overflow} pixels`] : []),
    ...cut.map(({ text }) => `cut: ${text}`),
    ...pairs.map(pair => `overprinted: ${pair}`),
  ];
}

test('a text beyond the edge, and one upon another, are found', () => {
  const line = (text: string, left: number, top = 0) => ({
    text,
    straight: true,
    left,
    top,
    right: left + 40,
    bottom: top + 12,
  });
  const drawn = { width: 100, height: 50, overflow: 0 };
  expect(faultsOf({ ...drawn, lines: [line('a', 0), line('a', 0.5), line('b', 45), line('c', 0, 14)] })).toEqual([]);
  expect(faultsOf({ ...drawn, lines: [line('a', 0), line('b', 30), line('c', 70, 20)], overflow: 9 })).toEqual([
    'scrolls by 9 pixels',
    'cut: c',
    'overprinted: a | b',
  ]);
});

test.each(LESSONS)('the charts of %s', async file => {
  const specs = readNotebook(path.join(RUN, file)).cells.flatMap(({ outputs = [] }, cell) =>
    outputs.flatMap(output => {
      const data = 'data' in output ? output.data : {};
      return CHARTS.flatMap(type => (data[type] ? [{ cell: cell + 1, spec: data[type] }] : []));
    }),
  );
  expect(specs.length).toBeGreaterThan(2);
  const faults: string[] = [];
  let read = 0;
  for (const { cell, spec } of specs) {
    for (const width of WIDTHS) {
      const drawn: Drawn = await page.evaluate(`(${DRAW})(${JSON.stringify(spec)}, ${width})`);
      read += drawn.lines.length;
      faults.push(...faultsOf(drawn).map(fault => `cell ${cell}, ${width} pixels: ${fault}`));
    }
  }
  expect(faults).toEqual([]);
  expect(read, 'texts that were looked at').toBeGreaterThan(20 * specs.length);
});
