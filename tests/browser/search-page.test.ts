import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeWav } from '../../lib/data/wav';
import { seededRandom } from '../../lib/engine/seeds';
import type { CourseItem } from '../../lib/search/course-items';
import { mediumOf } from '../../tools/search/media';
import { startSmallServer } from '../search/page-server';
import { axeFaults } from './axe';
import { launchChromium } from './chromium';
import { BUILD, contrastsOfTexts, dropFile, NARROW, openSearchPage, typeWords } from './search-page';

// The page of `npm run search`, over the things of a few concepts, as a reader uses it.

let small: Awaited<ReturnType<typeof startSmallServer>>;
let browser: Browser;
let page: Page;
/** What the browser complains of: errors of the script, and what the page's policy forbids. */
let complaints: string[];
beforeAll(async () => {
  mkdirSync(BUILD, { recursive: true });
  small = await startSmallServer(['lion', 'trumpet', 'rooster', 'elephant', 'banana', 'bicycle', 'umbrella']);
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

const status = () => page.getByRole('status');
const hits = () => page.locator('.hits').getByRole('listitem');
const titles = () => page.locator('.hit .title').allTextContents();
const says = (text: string | RegExp) => status().filter({ hasText: text }).waitFor();
const shot = (name: string) => page.screenshot({ path: path.join(BUILD, `search-page-${name}.png`) });
const item = (fits: (one: CourseItem) => boolean) => [...small.searches.concepts.items.values()].find(fits)!;

const type = (words: string) => typeWords(page, words);

/** Waits until every picture that is asked for at once has come. */
const allDrawn = () =>
  page.waitForFunction(() => {
    const pictures = Array.from(document.querySelectorAll<HTMLImageElement>('.hits img[loading=eager]'));
    return pictures.length > 0 && pictures.every(({ complete, naturalWidth }) => complete && naturalWidth > 0);
  });

const drop = (bytes: Buffer, type: string, name?: string) => dropFile(page, bytes, type, name);

describe('a reader', () => {
  test('types a word and sees pictures, plays sounds, and looks for what is like one of them', async () => {
    await type('trumpet');
    await says('Results for the name “trumpet”, the nearest of each kind first.');
    await allDrawn();
    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual([
      'Pictures',
      'Sounds',
      'Clips',
      'Words',
    ]);
    expect((await titles())[0]).toBe('trumpet');
    expect(await hits().first().textContent()).toMatch(/its name.*similarity 0\.\d\d/);
    await shot('word');

    await page.getByRole('button', { name: 'All sounds' }).click();
    await says(/\d+ results for the name “trumpet”/);
    expect(await page.getByRole('radio', { name: 'Sounds' }).isChecked()).toBe(true);
    const player = page.locator('audio[aria-label$="rumpet"]').first();
    await player.waitFor();
    const played = await player.evaluate(async (audio: HTMLAudioElement) => {
      audio.muted = true;
      await audio.play();
      return audio.duration;
    });
    expect(played).toBeGreaterThan(0.5);
    await page.getByRole('radio', { name: 'Pictures' }).check({ force: true });
    await page
      .getByRole('button', { name: /^More like this: trumpet/ })
      .first()
      .click();
    await says('for what is like “trumpet”, a picture');
    await page.locator('.asked').getByRole('img', { name: 'trumpet' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('results');
  });

  test('types a sentence and reads what it was taken to mean', async () => {
    await type('something to keep you dry in the rain');
    await says('for “something to keep you dry in the rain”');
    await page.getByText(/compared with the stored captions, and may mean umbrella \(0\.\d\d\)/).waitFor();
    expect((await titles())[0]).toBe('umbrella');
  });

  test('drops a picture, chooses a sound, drops a clip and a film', async () => {
    const banana = item(({ title, source }) => title === 'banana' && source === 'twemoji');
    await drop((await mediumOf(banana.content))!.bytes, 'image/webp', 'my banana.webp');
    await says('for a picture');
    expect((await titles()).slice(0, 3)).toContain('banana');
    await page.getByRole('img', { name: 'Your picture: my banana.webp' }).waitFor();
    await shot('picture');

    const note = item(({ id, title }) => id.startsWith('note/') && title === 'Trumpet');
    const buffer = (await mediumOf(note.content))!.bytes;
    await page
      .getByLabel('A picture, a sound or a clip')
      .setInputFiles({ name: 'note.wav', mimeType: 'audio/wav', buffer });
    await says(/for a sound of [\d.]+ seconds/);
    expect((await titles()).slice(0, 5).join()).toMatch(/trumpet/i);
    await page.getByLabel('Your sound: note.wav').waitFor();

    const clip = item(({ title, modality }) => title === 'elephant' && modality === 'video');
    await drop((await mediumOf(clip.content))!.bytes, 'image/webp');
    await says('for a clip of 8 frames');
    expect((await titles())[0]).toBe('elephant');

    await drop(
      await recordedFilm(
        await sharp((await mediumOf(banana.content))!.bytes)
          .png()
          .toBuffer(),
      ),
      'video/webm',
    );
    await says('for a film');
    expect((await titles()).slice(0, 5)).toContain('banana');
  });

  test('draws a digit and finds it written, spoken and named; a drawing stays among digits', async () => {
    const canvas = (await page.getByRole('application', { name: 'Draw a digit' }).boundingBox())!;
    const at = (x: number, y: number) => [canvas.x + x * canvas.width, canvas.y + y * canvas.height] as const;
    await page.mouse.move(...at(0.3, 0.25));
    await page.mouse.down();
    for (const point of [at(0.7, 0.25), at(0.6, 0.5), at(0.5, 0.8)]) await page.mouse.move(...point, { steps: 8 });
    await page.mouse.up();
    await page.getByRole('button', { name: 'Find digit' }).click();
    await says('24 results for a drawn digit');
    expect((await titles()).filter(title => title === 'seven').length).toBeGreaterThan(18);
    expect(await page.getByRole('radio', { name: 'Digits' }).isChecked()).toBe(true);
    await shot('digit');
    await page.getByRole('radio', { name: 'Sounds' }).check({ force: true });
    await page.getByLabel('seven', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Find digit' }).isDisabled()).toBe(true);
  });

  test('leaves what fits a filter', async () => {
    await type('banana');
    await says('Results for');
    await page.getByLabel('From').selectOption('noto');
    await page.waitForFunction(() => {
      const sources = Array.from(document.querySelectorAll('.source'));
      return sources.length > 0 && sources.every(one => /^noto( |$)/.test(one.textContent!));
    });
    expect((await titles())[0]).toBe('banana');
    const fitting = [...small.searches.concepts.items.values()].filter(({ source }) => source === 'noto');
    expect(await hits().count()).toBe(Math.min(6, fitting.length));
  });
});

describe('what there is to begin with', () => {
  test('words, pictures and sounds to click, none of which leads nowhere', async () => {
    const examples = page.getByRole('region', { name: 'Try one of these' });
    await examples.waitFor();
    await shot('start');
    const names = await examples.getByRole('button').allTextContents();
    expect(names).toEqual(expect.arrayContaining(['trumpet', 'éléphant', 'lion', 'umbrella', 'elephant, a sound']));
    for (const [name, asked] of [
      ['éléphant', 'the name “elephant”'],
      ['umbrella', 'what is like “umbrella”, a picture'],
      ['rooster, a sound', 'what is like “rooster”, a sound'],
    ]) {
      await examples.getByRole('button', { name, exact: true }).click();
      await says(`Results for ${asked}`);
      expect(await examples.count()).toBe(0);
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('results');
      await page.goBack();
      await examples.waitFor();
    }
  });
});

describe('a card', () => {
  test('stands for a concept; others of it open in place, by the keyboard too', async () => {
    await type('lion');
    await says('Results for the name “lion”');
    const row = page.getByRole('region', { name: 'Pictures' });
    const shown = () => row.locator('.title').allTextContents();
    const closed = await shown();
    expect(closed[0]).toBe('lion');
    expect(new Set(closed).size).toBe(closed.length);
    await row.getByRole('button', { name: /^\d+ more of lion$/ }).press('Enter');
    const open = await shown();
    const lions = open.filter(title => title === 'lion').length;
    expect(lions).toBeGreaterThan(2);
    expect(open.slice(0, lions)).toEqual(new Array(lions).fill('lion'));
    await row.getByRole('button', { name: 'Fewer of lion' }).press('Enter');
    expect(await shown()).toEqual(closed);
  });
});

describe('the address', () => {
  const query = () => new URL(page.url()).search;

  test('keeps the question: back, forward, reload and a copy show the same', async () => {
    await type('lion');
    await says('for the name “lion”');
    await page.getByRole('radio', { name: 'Pictures' }).check({ force: true });
    await says(/\d+ results for the name “lion”/);
    expect(query()).toBe('?words=lion&modality=image');
    await page
      .getByRole('button', { name: /^More like this: lion/ })
      .first()
      .click();
    await says('what is like “lion”, a picture');
    const like = query();
    expect(like).toMatch(/^\?like=[^&]+&modality=image$/);
    await page.goBack();
    await says(/\d+ results for the name “lion”/);
    expect(await page.getByRole('searchbox').inputValue()).toBe('lion');
    await page.goBack();
    await says('Results for the name “lion”, the nearest of each kind first');
    expect(await page.getByRole('radio', { name: 'All' }).isChecked()).toBe(true);
    await page.goForward();
    await page.goForward();
    await says('what is like “lion”, a picture');
    await page.reload();
    await says('what is like “lion”, a picture');
    await page.goto(`${small.address}/?words=banana&modality=video`);
    await says('for the name “banana”');
    expect(await page.title()).toBe('banana – Multimodal search');
    expect(await page.getByRole('searchbox').inputValue()).toBe('banana');
  });

  test('of a file it says what it was: back finds it again, and after a reload the page says what to do', async () => {
    const banana = item(({ title, source }) => title === 'banana' && source === 'twemoji');
    await drop((await mediumOf(banana.content))!.bytes, 'image/webp', 'my banana.webp');
    await says('for a picture');
    expect(query()).toBe('?file=my+banana.webp');
    await type('lion');
    await says('for the name “lion”');
    await page.goBack();
    await says('for a picture');
    await page.getByRole('img', { name: 'Your picture: my banana.webp' }).waitFor();
    await page.reload();
    await page.getByRole('alert').filter({ hasText: '“my banana.webp” is a file of yours' }).waitFor();
    await page.getByRole('region', { name: 'Try one of these' }).waitFor();
  });

  test('an id that is not there is said', async () => {
    complaintsExpected(/404/);
    await page.goto(`${small.address}/?like=nobody`);
    await page.getByRole('alert').filter({ hasText: 'There is no such item' }).waitFor();
  });
});

describe('one question at a time', () => {
  test('what was found goes when something else is asked, and an answer that comes late is not looked at', async () => {
    await type('lion');
    await says('for the name “lion”');
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    await page.route('**/api/search?*words=banana*', async route => {
      await held;
      await route.continue().catch(() => {});
    });
    await type('banana');
    await says('Searching');
    expect(await page.locator('.hit').count()).toBe(0);
    await type('trumpet');
    await says('for the name “trumpet”');
    release();
    await page.waitForTimeout(300);
    expect(await status().textContent()).toContain('“trumpet”');
    expect((await titles())[0]).toBe('trumpet');
  });

  test('an error takes away what was found', async () => {
    await type('lion');
    await says('for the name “lion”');
    complaintsExpected(/400/);
    await type('!!!');
    await page.getByRole('alert').filter({ hasText: 'There is no letter and no digit' }).waitFor();
    expect(await page.locator('.hit').count()).toBe(0);
    expect(await status().textContent()).toBe('');
  });

  test('where nothing fits, it is said in plain sight, above the nearest', async () => {
    await type('asdfgh qwrtz');
    await says('Nothing here seems to fit “asdfgh qwrtz”');
    await page.locator('.nothing').waitFor();
    expect(await page.locator('.hit').count()).toBeGreaterThan(5);
    const random = seededRandom('rain');
    const rain = Float32Array.from({ length: 32_000 }, () => 0.3 * (random.next() - 0.5));
    await drop(Buffer.from(encodeWav(rain, 16_000)), 'audio/wav', 'rain.wav');
    await says('Nothing here seems to fit a sound of 2.0 seconds');
    await shot('nothing');
  });
});

describe('without a mouse', () => {
  test('the keyboard reaches everything, in order, and it can be seen where it is', async () => {
    const reached: string[] = [];
    for (let i = 0; i < 9; i++) {
      await page.keyboard.press('Tab');
      const [name, outlined] = await page.evaluate(() => {
        const active = document.activeElement as HTMLInputElement;
        const shown = active.matches('.hidden-input, [type=radio]') ? active.nextElementSibling! : active;
        return [active.id || active.name || active.tagName, getComputedStyle(shown).outlineStyle] as const;
      });
      reached.push(name);
      expect([name, outlined]).toEqual([name, 'solid']);
    }
    const [box, ways] = [
      ['words', 'BUTTON'],
      ['file', 'CANVAS', 'among', 'modality', 'SELECT'],
    ];
    expect(reached).toEqual(['A', ...box, ...ways, 'BUTTON']);
  });

  test('a word is searched for, a filter is chosen, and a one is drawn with the arrow keys', async () => {
    for (let i = 0; i < 2; i++) await page.keyboard.press('Tab');
    await page.keyboard.type('lion');
    await page.keyboard.press('Enter');
    await says('Results for the name “lion”');
    for (let i = 0; i < 5; i++) await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('radio', { name: 'Pictures' }).isChecked()).toBe(true);
    await says(/\d+ results for the name “lion”/);
    expect(await page.locator('.medium.text').count()).toBe(0);

    await page.getByRole('application', { name: 'Draw a digit' }).focus();
    await page.keyboard.press(' ');
    for (let i = 0; i < 15; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await says('24 results for a drawn digit');
    expect((await titles()).filter(title => title === 'one').length).toBeGreaterThan(18);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: 'Clear' }).isDisabled()).toBe(true);
  });

  test('everything has a role and a name, and what is found is announced', async () => {
    await type('rooster');
    await says('Results for');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    await page.getByRole('main').getByRole('search').waitFor();
    const tree = await page.locator('body').ariaSnapshot();
    for (const role of ['searchbox', 'button', 'radio', 'combobox', 'img', 'application', 'group', 'region']) {
      const all = tree.split('\n').filter(line => line.trim().startsWith(`- ${role}`));
      expect([role, all.length > 0]).toEqual([role, true]);
      expect([role, all.filter(line => !/ "[^"]+"/.test(line))]).toEqual([role, []]);
    }
    const unnamed = await page.locator('audio:not([aria-label]), img:not([alt]), img[alt=""]').count();
    expect(unnamed).toBe(0);
    const otherwise = await page.evaluate(() =>
      Array.from(document.querySelectorAll('button[aria-label]'), one => [
        one.textContent!,
        one.getAttribute('aria-label')!,
      ]).filter(([seen, said]) => !said.startsWith(seen)),
    );
    expect(otherwise, 'names that begin with other words than those that are seen').toEqual([]);
    const doubled = await page.evaluate(() => {
      const ids = Array.from(document.querySelectorAll('[id]'), ({ id }) => id);
      return ids.filter((id, i) => ids.indexOf(id) !== i);
    });
    expect(doubled).toEqual([]);
  });
});

describe('what goes wrong is said on the page', () => {
  const problem = () => page.getByRole('alert');

  test('nothing typed, a file that is nothing, a film that cannot be played', async () => {
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    expect(await problem().textContent()).toBe('Type a word or a sentence first.');
    complaintsExpected(/415/);
    await drop(Buffer.from('hello'), 'image/png', 'lion.png');
    await problem().filter({ hasText: 'By its content the file is neither a picture' }).waitFor();
    await drop(Buffer.from('hello'), 'video/mp4', 'lion.mp4');
    await problem().filter({ hasText: 'This browser cannot play the film' }).waitFor();
    await type('lion');
    await says('Results for');
    expect(await problem().textContent()).toBe('');
  });

  test('a file that is too large, before it is sent and by the server', async () => {
    const buffer = Buffer.alloc(20e6 + 1);
    await page
      .getByLabel('A picture, a sound or a clip')
      .setInputFiles({ name: 'big.png', mimeType: 'image/png', buffer });
    await problem().filter({ hasText: 'Big.png is larger than 20 MB' }).waitFor();
    complaintsExpected(/413/);
    const answered = await page.evaluate(async () => {
      const body = new FormData();
      body.append('file', new Blob([new Uint8Array(30e6)]), 'big.png');
      const response = await fetch('/api/search', { method: 'POST', body });
      return [response.status, (await response.json()).error] as const;
    });
    expect(answered).toEqual([413, expect.stringContaining('larger than 20 MB')]);
  });

  test('an SVG with a script is drawn, and its script runs nowhere', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" onload="alert(1)"><script>alert(2)</script>' +
      `<image href="${small.address}/api/about?stolen" width="9" height="9"/><circle cx="32" cy="32" r="24" fill="gold"/></svg>`;
    const requests: string[] = [];
    page.on('request', request => requests.push(request.url()));
    await drop(Buffer.from(svg), 'image/svg+xml', '"><img src=x onerror=alert(3)>.svg');
    await says('Nothing here seems to fit a picture');
    await allDrawn();
    expect(requests.filter(url => url.includes('stolen'))).toEqual([]);
    expect(await page.evaluate(() => document.querySelectorAll('script:not([src]), .asked svg').length)).toBe(0);
  });

  test('the server has ended', async () => {
    complaintsExpected(/ERR_FAILED/);
    await page.route('**/api/search*', route => route.abort());
    await type('lion');
    await problem().filter({ hasText: 'is npm run search still running?' }).waitFor();
  });
});

describe.each(['light', 'dark'] as const)('in the %s theme', colorScheme => {
  test('text is easy to tell from its ground, and a narrow screen holds the page', async () => {
    await page.emulateMedia({ colorScheme });
    await type('a yellow fruit');
    await says('for “a yellow fruit”');
    await allDrawn();
    await shot(colorScheme);
    const contrasts = await page.evaluate(contrastsOfTexts);
    for (const [text, contrast] of contrasts) expect([text, contrast >= 4.5]).toEqual([text, true]);
    expect(contrasts.length).toBeGreaterThan(20);
    await page.setViewportSize(NARROW);
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    await shot(`${colorScheme}-narrow`);
    expect(await width()).toBe(NARROW.width);
    // where the system has no other font
    await page.evaluate(() => {
      document.body.style.fontFamily = 'monospace';
    });
    await shot(`${colorScheme}-narrow-wide-letters`);
    expect(await width()).toBe(NARROW.width);
  });
});

describe.each(['light', 'dark'] as const)('axe finds nothing in the %s theme', colorScheme => {
  const hum = Float32Array.from({ length: 16_000 }, (_, i) => 0.3 * Math.sin(0.1 * i));
  const sound = () => Buffer.from(encodeWav(hum, 16_000));
  const states: [string, () => Promise<unknown>][] = [
    ['at the start', () => page.getByRole('region', { name: 'Try one of these' }).waitFor()],
    ['with results of a name', () => type('lion').then(() => says('Results for'))],
    [
      'with a card that is open',
      () =>
        page
          .getByRole('button', { name: /^\d+ more of lion$/ })
          .first()
          .click(),
    ],
    ['with one modality', () => page.getByRole('radio', { name: 'Sounds' }).check({ force: true })],
    ['with results of a sentence', () => type('a yellow fruit').then(() => says('for “a yellow fruit”'))],
    ['where nothing fits', () => type('asdfgh qwrtz').then(() => says('Nothing here'))],
    [
      'with a question answered',
      () =>
        type('What do elephants eat?').then(() =>
          page.getByRole('region', { name: 'Answer' }).getByRole('link').first().waitFor(),
        ),
    ],
    ['with a sound of the reader’s', () => drop(sound(), 'audio/wav', 'mine.wav').then(() => says('a sound'))],
    ['with a problem', () => type('!!!').then(() => page.getByRole('alert').waitFor())],
    ['in a narrow window', () => page.setViewportSize(NARROW)],
  ];
  test('in every state', async () => {
    complaintsExpected(/400/);
    await page.emulateMedia({ colorScheme });
    for (const [name, reach] of states) {
      await reach();
      expect([name, await axeFaults(page)]).toEqual([name, []]);
    }
  });
});

/** The browser reports answers that are errors, too. */
const complaintsExpected = (pattern: RegExp) => {
  page.on('console', message => {
    if (pattern.test(message.text())) complaints = complaints.filter(one => one !== message.text());
  });
};

/** A picture, filmed by the browser itself for a second. */
async function recordedFilm(picture: Buffer): Promise<Buffer> {
  const base64 = await page.evaluate(async png => {
    const bytes = Uint8Array.from(atob(png), one => one.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
    const draw = () => canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const ended = new Promise(resolve => {
      recorder.onstop = resolve;
    });
    recorder.start();
    const drawing = setInterval(draw, 50);
    await new Promise(resolve => setTimeout(resolve, 1000));
    clearInterval(drawing);
    recorder.stop();
    await ended;
    const all = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(all.reduce((text, one) => text + String.fromCharCode(one), ''));
  }, picture.toString('base64'));
  return Buffer.from(base64, 'base64');
}
