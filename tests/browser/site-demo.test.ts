import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadPhotographFiles } from '../../lib/data/photographs';
import type { Answer } from '../../tools/search/answers';
import { openReplies } from '../../tools/search/open-replies';
import { searchServer } from '../../tools/search/server';
import { type DemoSearches, openDemoSearches, writeDemo } from '../../tools/site/demo/write-demo';
import { formOf } from '../search/page-server';
import { axeFaults } from './axe';
import { BUILD } from './lesson-shown';
import { dropFile } from './search-page';
import { startSite, type TestSite, visitSite } from './site';

// The page of the site on which a visitor searches, in a folder of its host, beside the server of `npm run search`.

let searches: DemoSearches;
let replies: Awaited<ReturnType<typeof openReplies>>;
let asked: FastifyInstance;
let site: TestSite;
beforeAll(async () => {
  searches = await openDemoSearches();
  const { concepts, pictures, digits } = searches;
  replies = await openReplies();
  const items = new Map([...concepts.items, ...pictures.photographs]);
  asked = await searchServer({ concepts: { ...concepts, items }, pictures, digits, answers: replies }, []);
  const cells = [{ cell_type: 'markdown', metadata: {}, source: '# 1. First' }];
  site = await startSite('site-demo', { '01-multimodality': cells }, folder => writeDemo(folder, searches));
});
afterAll(async () => {
  await site?.stop();
  await asked?.close();
  await replies?.close();
  await searches?.close();
});

let context: BrowserContext;
let page: Page;
let complaints: string[];
/** Bytes of each file that came, as they are when nothing compresses them, by its path on the site. */
let loaded: Map<string, Promise<number>>;
async function open(options: Parameters<typeof visitSite>[1] = {}): Promise<void> {
  ({ context, page, complaints } = await visitSite(site, options));
  loaded = new Map();
  const { address } = site;
  page.on('response', answer => {
    if (!answer.url().startsWith(address)) return;
    const size = answer.body().then(
      body => body.length,
      () => 0, // a page that is left takes its answers with it
    );
    loaded.set(answer.url().slice(address.length), size);
  });
  await page.goto(`${address}demo.html`);
}

const demo = () => page.locator('.search-demo');
const box = () => page.getByRole('searchbox');
const load = async () => {
  await page.getByRole('button', { name: 'Load the search' }).click();
  await box().waitFor();
};
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const choose = (way: string) => page.getByRole('radio', { name: way }).check();
/** The ids of what was found, once the search is done. */
async function found(): Promise<string[]> {
  await page.locator('.found[aria-busy=false] .hits').waitFor();
  await expect
    .poll(() =>
      page.locator('.hits img').evaluateAll(all => all.every(one => (one as HTMLImageElement).naturalWidth > 0)),
    )
    .toBe(true);
  return page.locator('.hits > li').evaluateAll(all => all.map(one => (one as HTMLElement).dataset.id!));
}
async function search(words: string): Promise<string[]> {
  await box().fill(words);
  await page.keyboard.press('Enter');
  return found();
}

const CARDS = 5;
const first = ({ hits }: Answer) => hits.slice(0, CARDS).map(({ id }) => id);
async function serverOfWords(words: string): Promise<string[]> {
  const query = new URLSearchParams({ words, modality: 'image', k: '18' });
  return first((await asked.inject(`/api/search?${query}`)).json());
}
async function serverOfFile(file: Uint8Array, options: Record<string, string> = {}): Promise<string[]> {
  const sent = new Response(formOf(file));
  const answer = await asked.inject({
    method: 'POST',
    url: `/api/search?${new URLSearchParams({ modality: 'image', k: '18', ...options })}`,
    headers: { 'content-type': sent.headers.get('content-type')! },
    payload: Buffer.from(await sent.arrayBuffer()),
  });
  return first(answer.json());
}

/** A photograph of the course as from a telephone: another detail, turned round, larger, and a JPEG. */
async function taken(name: string): Promise<Buffer> {
  const { file } = (await loadPhotographFiles('gcompris')).find(one => one.name === name)!;
  return sharp(file).flop().resize(900, 700, { fit: 'cover' }).jpeg({ quality: 88 }).toBuffer();
}

/** Draws a seven with the mouse. */
async function drawSeven(): Promise<void> {
  await choose('Draw a digit');
  const { x, y, width, height } = (await page.getByRole('application').boundingBox())!;
  const to = (right: number, down: number) => [x + right * width, y + down * height] as const;
  await page.mouse.move(...to(0.25, 0.2));
  await page.mouse.down();
  await page.mouse.move(...to(0.75, 0.2), { steps: 8 });
  await page.mouse.move(...to(0.45, 0.85), { steps: 8 });
  await page.mouse.up();
}

describe('a visitor', () => {
  beforeEach(() => open());
  afterEach(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });

  test('is told what will be loaded, and loads little before', async () => {
    await page.waitForLoadState('networkidle');
    expect([...loaded.keys()].filter(file => file.startsWith('demo/'))).toEqual([]);
    expect(sum(await Promise.all(loaded.values()))).toBeLessThan(1.5e6);
    const told = Number(/\(([\d.]+) MB\)/.exec((await demo().textContent())!)![1]);
    await load();
    const sizes = [...loaded].flatMap(([file, size]) => (file.startsWith('demo/') ? [size] : []));
    expect(sum(await Promise.all(sizes)) / 1e6).toBeCloseTo(told, 1);
  });

  // a name, other languages and alphabets, a slip, a plural, two at once, an emoji, an article
  const WORDS = [
    'lion',
    'Schmetterling',
    '猫',
    'pomme',
    'umbrela',
    'trumpets',
    'cat and dog',
    'собака',
    '🍌',
    'the owl',
  ];
  test('who types gets the answers of the server', async () => {
    await load();
    for (const words of WORDS) expect((await search(words)).slice(0, CARDS), words).toEqual(await serverOfWords(words));
  });

  const SHOWN = ['castle', 'bee', 'giraffe', 'scissors', 'kitten'];
  test('who drops a photograph gets the answers of the server', async () => {
    await load();
    for (const name of SHOWN) {
      const file = await taken(name);
      await dropFile(page, file, 'image/jpeg');
      expect((await found()).slice(0, CARDS), name).toEqual(await serverOfFile(file));
    }
    expect(await page.getByRole('img', { name: 'Your photograph' }).count()).toBe(1);
  });

  test('who draws a digit gets the answers of the server', async () => {
    await load();
    await drawSeven();
    const drawn = await page.getByRole('application').evaluate(paper => (paper as HTMLCanvasElement).toDataURL());
    await page.getByRole('button', { name: 'Find the digit' }).click();
    const ids = await found();
    expect(await page.locator('.hits .concept').first().textContent()).toBe('seven');
    const file = Buffer.from(drawn.split(',')[1]!, 'base64');
    expect(ids.slice(0, CARDS)).toEqual(await serverOfFile(file, { among: 'digits' }));
  });

  test('with a keyboard loads the search, types, and draws', async () => {
    await page.getByRole('button', { name: 'Load the search' }).focus();
    await page.keyboard.press('Enter');
    await box().waitFor();
    await expect.poll(() => box().evaluate(one => one === document.activeElement)).toBe(true);
    await page.keyboard.type('lion');
    await page.keyboard.press('Enter');
    await found();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    for (const key of [' ', ...Array<string>(17).fill('ArrowDown'), ' ', 'Enter']) await page.keyboard.press(key);
    await page.getByText('18 pictures for a drawn digit').waitFor();
    expect(await page.locator('.hits .concept').first().textContent()).toBe('one');
  });

  test('is told that of a sentence the words count, and that nothing fits nonsense', async () => {
    await load();
    await search('a big cat that roars');
    await page.getByText('this page counts its words alone').waitFor();
    expect(await page.locator('.hits .concept').allTextContents()).toContain('lion');
    for (const words of ['qwzx vrrtk plmb', 'qwzxv']) {
      await box().fill(words);
      await page.keyboard.press('Enter');
      await page.getByText(`Nothing here fits “${words}”.`).waitFor();
      expect(await page.locator('.hits > li').count()).toBe(0);
    }
  });

  test('who drops what is no picture is told so, and goes on', async () => {
    await load();
    await dropFile(page, Buffer.from('no picture'), 'image/png');
    await page.getByText('This is no picture that your browser can read').waitFor();
    await choose('Type a word');
    expect((await search('lion')).length).toBe(18);
    expect(await demo().getByRole('alert').textContent()).toBe('');
  });
});

test('whose the pictures are stands beside them', async () => {
  await open();
  const links = await page
    .locator('a[href*="demo/licences/"]')
    .evaluateAll(all => all.map(one => (one as HTMLAnchorElement).href));
  expect(links.length).toBeGreaterThan(5);
  for (const link of links) expect((await context.request.get(link)).status(), link).toBe(200);
  await context.close();
});

test('where WebAssembly does not start another engine finds the same', async () => {
  await open();
  await page.route('**/*.wasm', route => route.abort());
  await load();
  expect(await demo().getByRole('status').textContent()).not.toContain('wasm');
  expect((await search('lion')).slice(0, CARDS)).toEqual(await serverOfWords('lion'));
  await context.close();
});

test('what could not be loaded is told, and loaded when it is there', async () => {
  await open();
  await page.route('**/words.store', route => route.abort());
  await page.getByRole('button', { name: 'Load the search' }).click();
  await page.getByText('The search could not be loaded').waitFor();
  await page.unroute('**/words.store');
  await load();
  expect((await search('lion')).length).toBe(18);
  await context.close();
});

// The title's row is narrowest at 360 pixels; 768 and 960 are where the layout changes.
test.each([360, 800, 1440])(
  'in a window %d pixels wide nothing scrolls sideways, and axe finds nothing',
  async width => {
    await open({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
    const look = async (state: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.locator(`html${colorScheme === 'dark' ? '.dark' : ':not(.dark)'}`).waitFor();
        const sideways = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(sideways, state).toBe(0);
        await page.screenshot({
          path: path.join(BUILD, 'site-demo', `${state}-${width}-${colorScheme}.png`),
          fullPage: true,
        });
        expect(await axeFaults(page), `${state}, ${colorScheme}`).toEqual([]);
      }
    };
    await look('asleep');
    await load();
    await search('a big cat that roars');
    await look('words');
    await drawSeven();
    await page.getByRole('button', { name: 'Find the digit' }).click();
    await page.getByText('pictures for a drawn digit').waitFor();
    await found();
    await look('digit');
    await dropFile(page, await taken('bee'), 'image/jpeg');
    await page.getByText('pictures for your photograph').waitFor();
    await found();
    await look('photograph');
    await dropFile(page, Buffer.from('no picture'), 'image/png');
    await page.getByText('This is no picture').waitFor();
    await look('problem');
    await context.close();
    expect(complaints).toEqual([]);
  },
);
