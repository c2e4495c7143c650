import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openAnswers } from '../../lib/answers/open-answers';
import type { CourseItem } from '../../lib/search/course-items';
import { mediumOf } from '../../tools/search/media';
import { openReplies } from '../../tools/search/open-replies';
import { type Behaviour, chatServer } from '../answers/chat-server';
import { serveWith, startSmallServer } from '../search/page-server';
import { launchChromium } from './chromium';
import { BUILD, complaintsOf, contrastsOfTexts, dropFile, NARROW, openSearchPage, typeWords } from './search-page';

// Questions on the page of `npm run search`, over the things of a few concepts and all passages, as a reader asks them.

let small: Awaited<ReturnType<typeof startSmallServer>>;
let browser: Browser;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  mkdirSync(BUILD, { recursive: true });
  small = await startSmallServer(['lion', 'beaver', 'violin', 'elephant', 'zebra', 'bicycle']);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await small?.close();
});
beforeEach(async () => {
  complaints = [];
  page = await openSearchPage(browser, small.address, complaint => complaints.push(complaint));
});
afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});

const reply = () => page.getByRole('region', { name: 'Answer' });
const says = (text: string | RegExp) => page.getByRole('status').filter({ hasText: text }).waitFor();
/** A few concepts fit a question now and then. */
const found = () => says(/Results for|seems to fit/);
const answers = (text: string | RegExp) => reply().locator('[aria-live=polite]').filter({ hasText: text }).waitFor();
const shot = (name: string) => page.screenshot({ path: path.join(BUILD, `search-answer-${name}.png`), fullPage: true });
const item = (fits: (one: CourseItem) => boolean) => [...small.searches.concepts.items.values()].find(fits)!;
const bytesOf = async (fits: (one: CourseItem) => boolean) => (await mediumOf(item(fits).content))!.bytes;
const query = () => new URL(page.url()).search;

const type = (words: string) => typeWords(page, words);
async function askAbout(words: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Ask about it' }).fill(words);
  await page.keyboard.press('Enter');
}

describe('a question in the box', () => {
  test('is sent before the search, which takes longer', async () => {
    const sent: string[] = [];
    page.on('request', request => sent.push(new URL(request.url()).pathname));
    await type('What do beavers eat?');
    await found();
    expect(sent.filter(place => /^\/api\/(answer|search)$/.test(place))).toEqual(['/api/answer', '/api/search']);
  });

  test('is answered above what is found, and its source leads to its page and to the card', async () => {
    await type('What do beavers eat?');
    await found();
    await answers('They are herbivorous, consuming tree bark');
    const above = (await reply().boundingBox())!;
    const card = (await page.locator('.hit').first().boundingBox())!;
    expect(above.y + above.height).toBeLessThan(card.y);
    const source = reply().getByRole('list', { name: 'Sources' }).getByRole('listitem').first();
    const link = source.getByRole('link', { name: 'Beaver', exact: true });
    expect(await link.getAttribute('href')).toBe('https://en.wikipedia.org/wiki/Beaver');
    expect(await link.getAttribute('rel')).toContain('noopener');
    expect(await source.textContent()).toContain('Wikipedia contributors, CC BY-SA 4.0');
    expect(await reply().textContent()).toContain('no model wrote it');
    // no caption is like the question, and yet it would be wrong to say that nothing fits
    await says('Results for “What do beavers eat?”');
    expect(await page.locator('.nothing').count()).toBe(0);
    await shot('text');
    await page.setViewportSize({ width: 1100, height: 400 });
    await source.getByRole('button', { name: 'Show beaver' }).press('Enter');
    const shown = await page.evaluate(() => {
      const { dataset, className } = document.activeElement as HTMLElement;
      const { top, bottom } = document.activeElement!.getBoundingClientRect();
      return { concept: dataset.concept, className, inView: top >= 0 && bottom <= innerHeight };
    });
    expect(shown).toEqual({ concept: 'beaver', className: 'hit', inView: true });
  });

  test('that no passage answers gets silence in plain sight, and what came nearest', async () => {
    await type('who invented the bicycle');
    await answers('Not in here: no passage answers this question.');
    expect(await reply().getByRole('list', { name: 'Sources' }).count()).toBe(0);
    await reply().getByText('What came nearest').press('Enter');
    await reply().getByRole('link', { name: 'Bicycle', exact: true }).first().waitFor();
    await shot('silent');
  });

  test('a name and a description ask nothing', async () => {
    for (const words of ['lion', 'a big cat with a mane', 'lion?']) {
      await type(words);
      await says(`“${words}”`);
      expect([words, await reply().count()]).toEqual([words, 0]);
    }
  });

  test('what is found shows at once: the answer comes when it is there, or never where something else is asked', async () => {
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    await page.route('**/api/answer?*beavers*', async route => {
      await held;
      await route.continue().catch(() => {});
    });
    await type('What do beavers eat?');
    await found();
    await answers('Looking in the passages');
    await type('Where do lions live?');
    await reply().getByRole('link', { name: 'Lion', exact: true }).first().waitFor();
    release();
    await page.waitForTimeout(300);
    expect(await reply().getByRole('link', { name: 'Beaver', exact: true }).count()).toBe(0);
  });

  test('the address keeps it', async () => {
    await type('What do beavers eat?');
    await answers('tree bark');
    await type('lion');
    await says('for the name “lion”');
    expect(await reply().count()).toBe(0);
    await page.goBack();
    await answers('tree bark');
    await page.reload();
    await answers('tree bark');
  });
});

describe('a question beside something', () => {
  test('an item: what was found stays, and the address keeps both', async () => {
    const { id } = item(({ title, source }) => title === 'beaver' && source === 'noto');
    await page.goto(`${small.address}/?like=${encodeURIComponent(id)}`);
    await says('what is like “beaver”');
    const searches: string[] = [];
    page.on('request', request => request.url().includes('/api/search') && searches.push(request.url()));
    await askAbout('what does it eat');
    await answers('tree bark');
    expect(searches).toEqual([]);
    expect(query()).toMatch(/^\?like=[^&]+&about=what\+does\+it\+eat$/);
    await page.getByRole('radio', { name: 'Pictures' }).check({ force: true });
    await says(/\d+ results for what is like/);
    await answers('tree bark');
    await page.reload();
    await answers('tree bark');
    expect(await page.getByRole('textbox', { name: 'Ask about it' }).inputValue()).toBe('what does it eat');
    await page.goBack();
    await page.goBack();
    await says('what is like “beaver”');
    expect(await reply().count()).toBe(0);
  });

  test('a picture that was dropped, and a sound', async () => {
    const zebra = await bytesOf(({ title, source }) => title === 'zebra' && source === 'noto');
    await dropFile(page, zebra, 'image/webp', 'my zebra.webp');
    await says('for a picture');
    await askAbout('In which parts of Africa does it live?');
    await answers('eastern and southern Africa');
    await reply().getByRole('link', { name: 'Zebra', exact: true }).first().waitFor();
    await shot('picture');
    const note = await bytesOf(({ id, title }) => id.startsWith('note/') && title === 'Violin');
    await dropFile(page, note, 'audio/wav', 'note.wav');
    await says(/for a sound of [\d.]+ seconds/);
    expect(await reply().count()).toBe(0);
    await askAbout('How many strings does this instrument have?');
    await answers('four strings');
    await shot('sound');
    await page.goBack();
    await page.goBack();
    await answers('eastern and southern Africa');
  });

  test('a drawn digit is asked nothing', async () => {
    await page.goto(`${small.address}/?words=seven&among=digits`);
    await says('24 results');
    await page.goto(`${small.address}/?words=What+is+seven%3F&among=digits`);
    await page.getByRole('region', { name: 'Results' }).waitFor();
    expect(await reply().count()).toBe(0);
  });
});

test('by keyboard alone a question is asked and its sources are reached', async () => {
  for (let i = 0; i < 2; i++) await page.keyboard.press('Tab');
  await page.keyboard.type('What do beavers eat?');
  await page.keyboard.press('Enter');
  await answers('tree bark');
  await found();
  const reached: string[] = [];
  for (let i = 0; i < 14 && !reached.includes('Show beaver'); i++) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(() => document.activeElement!.textContent!.trim()));
  }
  expect(reached.slice(-2)).toEqual(['Beaver', 'Show beaver']);
});

test('everything in an answer has a role and a name', async () => {
  await type('What do beavers eat?');
  await answers('tree bark');
  const tree = (await reply().ariaSnapshot()).split('\n');
  for (const role of ['region', 'heading', 'list', 'link', 'button', 'img']) {
    const all = tree.filter(line => new RegExp(`^ *- ${role}\\b`).test(line));
    expect([role, all.length > 0]).toEqual([role, true]);
    expect([role, all.filter(line => !/ "[^"]+"/.test(line))]).toEqual([role, []]);
  }
  expect(await reply().locator('[aria-live=polite]').getAttribute('aria-atomic')).toBe('true');
});

test('what goes wrong is said where the answer would be', async () => {
  await page.route('**/api/answer*', route => route.abort());
  page.on('console', message => {
    if (/ERR_FAILED/.test(message.text())) complaints = complaints.filter(one => one !== message.text());
  });
  await type('What do beavers eat?');
  await answers('The question was not answered: the server does not answer');
  await found();
});

test('a passage with a script, and with characters that are none, is shown as text', async () => {
  const text = 'The wug eats <img src=x onerror=alert(1)> and \u0007 blue \u202egrass.';
  const passages = [{ title: 'Wug <b>', text, link: 'javascript:alert(2)' }];
  const hostile = await serveWith(small.searches, {
    ...(await openAnswers({ passages })),
    attribution: '<script>alert(3)</script>',
  });
  const other = await browser.newPage();
  complaintsOf(other, hostile.address, complaint => complaints.push(complaint));
  try {
    await other.goto(`${hostile.address}/?words=What+does+the+wug+eat%3F`);
    const answer = other.getByRole('region', { name: 'Answer' });
    await answer.getByText('The wug eats <img src=x onerror=alert(1)> and \u2407 blue \ufffdgrass.').waitFor();
    expect(await answer.textContent()).toContain('Wug <b>, <script>alert(3)</script>');
    expect(await answer.locator('img, script, b, a').count()).toBe(0);
  } finally {
    await other.close();
    await hostile.close();
  }
});

describe('a model that writes', () => {
  /** The page of a server whose answers are written, too. */
  async function withModel(behaviour: Behaviour, text: string, look: (other: Page) => Promise<void>) {
    const model = await chatServer(behaviour, text);
    const answers = await openReplies({ url: model.url, model: 'small' });
    const server = await serveWith(small.searches, answers);
    const other = await browser.newPage({ viewport: { width: 1100, height: 1100 } });
    complaintsOf(other, server.address, complaint => complaints.push(complaint));
    try {
      await other.goto(`${server.address}/?words=What+do+beavers+eat%3F`);
      await look(other);
    } finally {
      await other.close();
      await server.close();
      await model.close();
    }
  }

  test('says so below the quotation, and what no source says is marked', async () => {
    await withModel('well', 'Beavers consume tree bark and grasses. They <b>also</b> eat fish.', async other => {
      const box = other.getByRole('region', { name: 'In the words of small' });
      await box.getByText('Not in the sources: 1 of 2 sentences.').waitFor();
      expect(await box.locator('.unsupported').textContent()).toBe('They <b>also</b> eat fish. [not in the sources] ');
      await box
        .getByRole('list', { name: 'Sources of what was written' })
        .getByRole('link', { name: 'Beaver' })
        .waitFor();
      expect(await other.locator('blockquote').textContent()).toContain('They are herbivorous');
      const contrasts = await other.evaluate(contrastsOfTexts);
      for (const [text, contrast] of contrasts) expect([text, contrast >= 4.5]).toEqual([text, true]);
      await other.screenshot({ path: path.join(BUILD, 'search-answer-written.png'), fullPage: true });
    });
  });

  test('is stopped, and the quotation stays', async () => {
    await withModel('slow', '', async other => {
      const box = other.getByRole('region', { name: 'In the words of small' });
      await box.getByText('The', { exact: true }).waitFor();
      await box.getByRole('button', { name: 'Stop' }).press('Enter');
      await box.getByText('Stopped.').waitFor();
      expect(await other.locator('blockquote').textContent()).toContain('They are herbivorous');
    });
  });

  test('that fails is told in words, and the quotation stays', async () => {
    await withModel('fails', '', async other => {
      const box = other.getByRole('region', { name: 'In the words of small' });
      await box.getByText(/Nothing was written: the server at .* failed with status 500/).waitFor();
      expect(await other.locator('blockquote').textContent()).toContain('They are herbivorous');
    });
  });
});

describe.each(['light', 'dark'] as const)('in the %s theme', colorScheme => {
  test('an answer is easy to tell from its ground, and a narrow screen holds it', async () => {
    await page.emulateMedia({ colorScheme });
    for (const question of ['What do beavers eat?', 'Who invented the bicycle?']) {
      await type(question);
      await answers(/herbivorous|Not in here/);
      await found();
      const contrasts = await page.evaluate(contrastsOfTexts);
      for (const [text, contrast] of contrasts) expect([text, contrast >= 4.5]).toEqual([text, true]);
    }
    await page.setViewportSize(NARROW);
    await shot(`${colorScheme}-narrow`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(NARROW.width);
  });
});
