/**
 * The page of `npm run search`, with the whole index: milliseconds in Chromium from sending a word, a sentence or a photograph to the first
 * picture that is drawn, and from a question to its answer; and fifty searches at once.
 */
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { loadConcepts } from '../lib/data/concepts';
import { loadPhotographFiles } from '../lib/data/photographs';
import { loadQuestions } from '../lib/data/questions';
import { loadSentences } from '../lib/data/sentences';
import { seededRandom } from '../lib/engine/seeds';
import { launchChromium } from '../tests/browser/chromium';
import { startSearch } from '../tools/search/start-search';
import { type Benchmark, readOptions } from './benchmark';
import type { Figure } from './figures';
import { markdownTable } from './markdown-table';
import { once, progress, quantile, spreadOf } from './timing';

const AT_ONCE = 50;
/** Searches that do not count. */
const WARM_UP = 10;
/** The longer side of the photographs, in pixels. */
const SIDE = 1_600;

export const benchmark: Benchmark = async args => {
  const { words, photos, port } = readOptions(args, { words: 200, photos: 60, port: 8301 });
  const random = seededRandom('bench page');
  const concepts = await loadConcepts();
  const names = Array.from({ length: words }, () => concepts[random.integer(concepts.length)].name);
  const sentences = (await loadSentences()).map(({ text }) => text);
  const questions = (await loadQuestions()).flatMap(({ question, by }) => (by === 'text' ? question : []));
  const server = startSearch(port, progress);
  let browser: Browser | undefined;
  try {
    const address = await server.address;
    browser = await launchChromium();
    const page = await browser.newPage();
    await page.goto(address);
    await page.getByRole('searchbox').waitFor();
    for (const word of names.slice(0, WARM_UP)) await firstPicture(page, { word });
    const photographs = await takePhotographs(photos + WARM_UP);
    for (const photograph of photographs.slice(photos)) await firstPicture(page, { photograph });
    const first = await firstAnswer(page, '#words', 'What is the first question?');
    const about = async (photograph: string) => {
      await firstPicture(page, { photograph });
      return firstAnswer(page, '#about', 'What is it used for?');
    };
    for (const photograph of photographs.slice(photos, photos + 3)) await about(photograph);
    const answered = [
      await measure('a question', questions, question => firstAnswer(page, '#words', question)),
      await measure('a question about a photograph', photographs.slice(0, photos), about),
    ];
    const results = [
      await measure('a name', names, word => firstPicture(page, { word })),
      await measure('a sentence', sentences, word => firstPicture(page, { word })),
      await measure('a photograph', photographs.slice(0, photos), photograph => firstPicture(page, { photograph })),
    ];
    await browser.close();
    const together = await atOnce(address, [...names, ...sentences]);
    printTimes('from … to the first picture', results);
    printTimes('from … to its answer', answered);
    console.log(`\nThe first question, with the page open: ${first.toFixed(0)} ms`);
    const { failed, seconds, longest } = together;
    console.log(
      `\n${AT_ONCE} searches at once, four times: ${failed} failed, the longest took ${longest.toFixed(0)} ms, all ${seconds.toFixed(1)} s`,
    );
    if (failed > 0) throw new Error(`npm run bench: ${failed} of ${4 * AT_ONCE} searches at once failed`);
    return {
      figures: [
        ...results.flatMap(result => figuresOf(result, 'its first picture')),
        ...answered.flatMap(result => figuresOf(result, 'its answer')),
        { what: 'the first question to its answer', unit: 'ms', ours: once(first) },
      ],
      together,
    };
  } finally {
    await browser?.close();
    await server.stop();
  }
};

/** Photographs that ship, enlarged to what a camera gives: JPEG in base64. */
async function takePhotographs(count: number): Promise<string[]> {
  const files = (await loadPhotographFiles('gcompris')).slice(0, count);
  return Promise.all(
    files.map(async ({ file }) => {
      const enlarged = sharp(file).resize(SIDE, SIDE, { fit: 'inside' }).flatten({ background: 'white' });
      return (await enlarged.jpeg({ quality: 85 }).toBuffer()).toString('base64');
    }),
  );
}

/**
 * Types a text and sends it, or drops a photograph, and waits until the first picture is there. A reader looks at what was found before
 * looking for more: the search begins when the pictures of the one before are there, and have been for a fifth of a second.
 * @returns milliseconds, as the page itself counts them
 */
async function firstPicture(page: Page, query: { word: string } | { photograph: string }): Promise<number> {
  await page.waitForFunction(() =>
    Array.from(document.querySelectorAll<HTMLImageElement>('.hits img[loading=eager]')).every(img => img.complete),
  );
  await page.waitForTimeout(200);
  return page.evaluate(async query => {
    const before = document.querySelector('.hits');
    let began: number;
    if ('word' in query) {
      const box = document.querySelector<HTMLInputElement>('input[type=search]')!;
      box.value = query.word;
      box.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise(requestAnimationFrame); // the box takes it
      began = performance.now();
      box.form!.requestSubmit();
    } else {
      const dataTransfer = new DataTransfer();
      const bytes = Uint8Array.from(atob(query.photograph), one => one.charCodeAt(0));
      dataTransfer.items.add(new File([bytes], 'photograph.jpg', { type: 'image/jpeg' }));
      began = performance.now();
      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
    }
    for (;;) {
      await new Promise(requestAnimationFrame);
      const list = document.querySelector('.hits'); // each answer has one of its own
      const picture = list?.querySelector('img');
      if (list !== before && picture?.complete && picture.naturalWidth > 0) return performance.now() - began;
      if (performance.now() - began > 30_000) throw new Error('no picture in 30 seconds');
    }
  }, query);
}

/**
 * Types a question into one of the boxes and sends it, as `firstPicture` does, and waits until it is answered, be it that the answer is
 * not in here.
 * @returns milliseconds, as the page itself counts them
 */
async function firstAnswer(page: Page, selector: string, question: string): Promise<number> {
  await page.waitForTimeout(200);
  return page.evaluate(
    async ([place, text, answered]) => {
      const before = document.querySelector(answered);
      const box = document.querySelector<HTMLInputElement>(place)!;
      box.value = text;
      box.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise(requestAnimationFrame); // the box takes it
      const began = performance.now();
      box.form!.requestSubmit();
      for (;;) {
        await new Promise(requestAnimationFrame);
        const answer = document.querySelector(answered); // each question has one of its own
        if (answer && answer !== before) return performance.now() - began;
        if (performance.now() - began > 30_000) throw new Error('no answer in 30 seconds');
      }
    },
    [selector, question, '.reply blockquote, .reply .silent'] as const,
  );
}

interface Times {
  name: string;
  times: number[];
}

function printTimes(title: string, results: readonly Times[]): void {
  const rows = results.map(({ name, times }) => [
    name,
    times.length,
    ...[0.5, 0.95, 1].map(q => quantile(times, q).toFixed(0)),
  ]);
  console.log(markdownTable([title, 'searches', 'p50, ms', 'p95, ms', 'longest, ms'], rows));
}

const figuresOf = ({ name, times }: Times, end: string): Figure[] => [
  { what: `${name} to ${end} in Chromium`, unit: 'ms', ours: spreadOf(times), headline: true },
  { what: `${name} to ${end}, 95th percentile`, unit: 'ms', ours: once(quantile(times, 0.95)) },
];

async function measure(name: string, texts: string[], search: (text: string) => Promise<number>) {
  const times: number[] = [];
  for (const [i, text] of texts.entries()) {
    // the same twice running would show the pictures that are there
    if (text !== texts[i - 1]) times.push(await search(text));
    progress(`${name}: ${i + 1} of ${texts.length}`);
  }
  progress('');
  return { name, times };
}

async function atOnce(address: string, texts: string[]) {
  const began = performance.now();
  let failed = 0;
  const times: number[] = [];
  for (let round = 0; round < 4; round++) {
    const chosen = Array.from({ length: AT_ONCE }, (_, i) => texts[(round * AT_ONCE + i) % texts.length]);
    await Promise.all(
      chosen.map(async words => {
        const start = performance.now();
        const response = await fetch(`${address}/api/search?${new URLSearchParams({ words })}`);
        await response.text();
        failed += Number(!response.ok);
        times.push(performance.now() - start);
      }),
    );
  }
  return { failed, longest: Math.max(...times), seconds: (performance.now() - began) / 1000 };
}
