import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dragTriplet } from '../../lib/charts/drag-triplet';
import { measuredCurve } from '../../lib/charts/measured-curve';
import type { Chart } from '../../lib/charts/render/chart';
import { interactiveForm, stillForms } from '../../lib/notebook/show';
import type { Cell } from '../../tools/course/notebook';
import { axeFaults } from './axe';
import { BUILD } from './lesson-shown';
import { startSite, type TestSite, type Visit, visitSite } from './site';

// The site of two small lessons and of the course's documents, in a folder of its host, as a reader opens it.

const text = (source: string): Cell => ({ cell_type: 'markdown', metadata: {}, source });
const code = (source: string, outputs: Cell['outputs'] = [], course = {}): Cell => ({
  cell_type: 'code',
  metadata: { course },
  source,
  outputs,
  execution_count: null,
});
const shown = (data: Record<string, unknown>) => ({ output_type: 'display_data' as const, data, metadata: {} });
const drawn = async (chart: Chart) => shown({ ...interactiveForm(chart), ...(await stillForms(chart)) });

async function makeLessons(): Promise<Record<string, Cell[]>> {
  const drag = await drawn(dragTriplet({ title: 'Drag me' }));
  const points = [1, 2, 3].map(x => ({ x, y: x * x }));
  const curve = await drawn(measuredCurve([{ name: 'a', points }], { title: 'It grows', xTitle: 'x', yTitle: 'y' }));
  const printed = { output_type: 'stream' as const, name: 'stdout' as const, text: `${'1234567890'.repeat(30)}\n` };
  const prose = Array.from({ length: 40 }, (_, i) => `Sentence ${i} keeps the chart below out of sight.`).join('\n\n');
  return {
    '01-multimodality': [
      text('# 1. First\n\nSee [the second](02-contrastive-loss.ipynb#far-below) and the [glossary](glossary.md).'),
      text('The rate is $\\eta$, and\n\n$$\\frac{1}{n}\\sum_i(\\cos(l_i, r_i) - \\text{same}_i)^2$$'),
      code('console.log(digits);', [printed]),
      code('await show(dragTriplet());', [drag]),
    ],
    '02-contrastive-loss': [
      text(`# 2. Second\n\n${prose}\n\n## Far below\n\nA rhinoceros.`),
      code('await show(measuredCurve());', [curve]),
      code("await check('dot', () => 0);", [shown({ 'text/html': '<b>Not yet</b>' })], { exercise: 'dot' }),
    ],
  };
}

let site: TestSite;
let visitor: Visit;
let page: Page;
let charts: string[];
beforeAll(async () => {
  site = await startSite('site', await makeLessons());
});
afterAll(() => site?.stop());
beforeEach(() => open());
afterEach(async () => {
  await visitor.context.close();
  expect(visitor.complaints).toEqual([]);
});

async function open(options: Parameters<typeof visitSite>[1] = {}): Promise<void> {
  await visitor?.context.close();
  visitor = await visitSite(site, options);
  page = visitor.page;
  charts = [];
  page.on('request', request => {
    if (/charts\/\w+\.json$/.test(request.url())) charts.push(request.url());
  });
}

const visit = (name: string) => page.goto(`${site.address}${name}`);
const chart = () => page.locator('.course-chart');
const isDrawn = () => page.locator('.course-chart[data-state=drawn] canvas').waitFor();
const pageNames = () => readdirSync(site.folder).filter(file => file.endsWith('.html') && file !== '404.html');

describe('a chart', () => {
  test('is fetched and drawn when it comes into sight; until then its still picture is there', async () => {
    await visit('02-contrastive-loss.html');
    await page.waitForLoadState('networkidle');
    expect(charts).toEqual([]);
    expect(await chart().locator('img').getAttribute('alt')).toContain('It grows');
    await chart().scrollIntoViewIfNeeded();
    await isDrawn();
    expect(charts).toHaveLength(1);
    expect(await chart().locator('img').count()).toBe(0);
  });

  test('is gone with its page, and drawn anew on the next', async () => {
    await visit('01-multimodality.html');
    await isDrawn();
    await page.getByRole('link', { name: 'the second' }).click();
    await page.getByRole('heading', { name: 'Far below' }).waitFor();
    expect(page.url()).toBe(`${site.address}02-contrastive-loss.html#far-below`);
    await isDrawn();
    expect(await chart().count()).toBe(1);
  });
});

describe('a reader', () => {
  test('finds a word of any lesson', async () => {
    await visit('');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('combobox').fill('rhinoceros');
    await page.locator('.result').filter({ hasText: 'Far below' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Far below' }).waitFor();
    expect(page.url()).toBe(`${site.address}02-contrastive-loss.html#far-below`);
  });

  test('chooses light or dark, for all pages and their charts', async () => {
    await visit('01-multimodality.html');
    const dark = () => page.evaluate(() => document.documentElement.classList.contains('dark'));
    expect(await dark()).toBe(false);
    await page.getByRole('switch').first().click();
    expect(await dark()).toBe(true);
    await visit('glossary.html');
    expect(await dark()).toBe(true);
    await visit('01-multimodality.html');
    await chart().scrollIntoViewIfNeeded();
    await isDrawn();
    const turned = chart()
      .locator('canvas')
      .evaluate(canvas => getComputedStyle(canvas).filter);
    expect(await turned).toBe('invert(1) hue-rotate(180deg)');
  });

  test('is asked an exercise, and takes the notebook from there', async () => {
    await visit('02-contrastive-loss.html');
    expect(await page.getByText('Not yet').count()).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Solve it in the notebook' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('02-contrastive-loss.ipynb');
  });

  test('is told where there is no page, and finds back', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await open({ colorScheme, reducedMotion: 'reduce' });
      await visit('nowhere.html');
      await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
      expect(await axeFaults(page)).toEqual([]);
      expect(visitor.complaints.splice(0).join(' ')).toContain('404');
    }
    await page.getByRole('link', { name: 'begin anew' }).click();
    await page.getByRole('heading', { name: 'Multimodal search', exact: false, level: 1 }).waitFor();
    expect(page.url()).toBe(site.address);
  });

  test('without JavaScript reads the text, the formulas, the code and the still charts', async () => {
    await open({ javaScriptEnabled: false });
    await visit('01-multimodality.html');
    await page.getByText('The rate is').waitFor();
    expect(await page.locator('.katex-display math').count()).toBe(1);
    expect(await page.locator('pre.shiki').first().textContent()).toContain('console.log(digits);');
    await chart().locator('img').scrollIntoViewIfNeeded();
    await expect
      .poll(() =>
        chart()
          .locator('img')
          .evaluate((img: HTMLImageElement) => img.naturalWidth),
      )
      .toBeGreaterThan(100);
  });
});

// The title's row is narrowest at 360 pixels; 768 and 960 are where the layout changes.
describe.each([360, 390, 800, 1440])('in a window %d pixels wide', width => {
  test.each(['light', 'dark'] as const)('no page scrolls sideways, and axe finds nothing, %s', async colorScheme => {
    await open({ viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' });
    for (const name of pageNames()) {
      await visit(name);
      for (const one of await chart().all()) {
        await one.scrollIntoViewIfNeeded();
        await isDrawn();
      }
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(sideways, name).toBe(0);
      await page.screenshot({ path: path.join(BUILD, 'site', `${name}-${width}-${colorScheme}.png`) });
      expect(await axeFaults(page), name).toEqual([]);
    }
  });
});

describe.each(['light', 'dark'] as const)('what opens over a page, %s', colorScheme => {
  const opened = async (width: number) => {
    await open({ viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' });
    await visit('02-contrastive-loss.html');
  };

  test('the search, before a word, with what it found and with nothing', async () => {
    await opened(1440);
    await page.getByRole('button', { name: 'Search' }).click();
    const field = page.getByRole('combobox', { name: 'Search' });
    expect(await field.getAttribute('aria-expanded')).toBe('false');
    expect(await axeFaults(page)).toEqual([]);
    await field.fill('rhinoceros');
    await page.getByRole('option', { name: 'Far below' }).waitFor();
    expect(await field.getAttribute('aria-expanded')).toBe('true');
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Display detailed list' }).click();
    await page.locator('.excerpt').first().waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await field.fill('qqqqq');
    await page.locator('.no-results').waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });

  test('on a telephone, the outline, the contents and the menu', async () => {
    await opened(390);
    const outline = page.getByRole('navigation', { name: 'On this page' }).getByRole('button');
    await outline.click();
    expect(await outline.getAttribute('aria-expanded')).toBe('true');
    await page.getByRole('link', { name: 'Return to top' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await outline.click();
    await page.getByRole('button', { name: 'Menu', exact: true }).click();
    await page.locator('.VPSidebar.open').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'mobile navigation' }).click();
    await page.locator('.VPNavScreen').waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });
});

test('on a telephone, long texts in tables have room, and what was printed is read without scrolling', async () => {
  await open({ viewport: { width: 390, height: 900 } });
  for (const name of ['', 'glossary.html', 'measured.html']) {
    await visit(name);
    const texts = (await page.locator('.vp-doc td').all()).map(async cell => {
      const { length } = (await cell.textContent())!;
      return length >= 100 ? [(await cell.boundingBox())!.width] : [];
    });
    const widths = (await Promise.all(texts)).flat();
    expect(widths.length, name).toBeGreaterThan(2);
    expect(Math.min(...widths), name).toBeGreaterThanOrEqual(140);
  }
  await visit('');
  const lessons = page.locator('.vp-doc table');
  expect(await lessons.evaluate(one => one.scrollWidth - one.clientWidth), 'all of the table of lessons').toBe(0);
  await visit('01-multimodality.html');
  const printed = page.locator('.printed');
  expect(await printed.evaluate(one => one.scrollWidth - one.clientWidth)).toBe(0);
});

test('texts come compressed', async () => {
  const answer = await page.request.get(`${site.address}index.html`);
  expect(answer.headers()['content-encoding']).toMatch(/^(br|gzip)$/);
  expect(await answer.text()).toContain('Multimodal search');
});

test('every link of every page leads to a file of the site, and to a heading that is there', () => {
  const files = new Set(
    readdirSync(site.folder, { recursive: true, encoding: 'utf8' }).map(file => file.split(path.sep).join('/')),
  );
  const html = Object.fromEntries(pageNames().map(name => [name, readFileSync(path.join(site.folder, name), 'utf8')]));
  const broken: string[] = [];
  let seen = 0;
  for (const [name, markup] of Object.entries(html)) {
    for (const [, link] of markup.matchAll(/\b(?:href|src)="([^"]*)"/g)) {
      if (/^(https?|data|mailto):/.test(link!)) continue;
      seen++;
      const [file, anchor] = decodeURI(link!).replace(/^\.\//, '').split('#') as [string, string?];
      const target = file === '' ? (link!.startsWith('#') ? name : 'index.html') : file;
      const leads = files.has(target) && (!anchor || !html[target] || html[target].includes(`id="${anchor}"`));
      if (!leads) broken.push(`${name}: ${link}`);
    }
  }
  expect(broken).toEqual([]);
  expect(seen).toBeGreaterThan(100);
});
