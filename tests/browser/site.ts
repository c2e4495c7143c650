import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ROOT } from '../../tools/course/jupyter';
import type { Cell } from '../../tools/course/notebook';
import { buildSite } from '../../tools/site/build';
import type { WrittenDemo } from '../../tools/site/demo/contents';
import { HOST, serveSite } from '../../tools/site/serve';
import { launchChromium } from './chromium';
import { BUILD, LessonShown } from './lesson-shown';

const UNDER = '/some/folder/';

/** A site in a folder of its host, with a browser to look at it. */
export interface TestSite {
  /** The folder of its files. */
  folder: string;
  /** What the addresses of its pages begin with. */
  address: string;
  browser: Browser;
  stop(): Promise<void>;
}

/**
 * Builds a site of lessons and of the course's documents, and serves it.
 * @param name of its folder in build/browser
 * @param lessons by the names of their notebooks, as they ran
 * @param writeDemo writes the page to search on into a folder; without it there is none
 */
export async function startSite(
  name: string,
  lessons: Record<string, readonly Partial<Cell>[]>,
  writeDemo?: (folder: string) => Promise<WrittenDemo>,
): Promise<TestSite> {
  const place = (folder: string) => path.join(BUILD, name, folder);
  rmSync(place('.'), { recursive: true, force: true });
  const notebooks = place('notebooks');
  mkdirSync(notebooks, { recursive: true });
  for (const [lesson, cells] of Object.entries(lessons)) {
    const notebook = { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
    writeFileSync(path.join(notebooks, `${lesson}.ipynb`), JSON.stringify(notebook));
  }
  const folder = place('site');
  await buildSite({
    root: ROOT,
    ...{ notebooks, executed: notebooks, pages: place('pages'), out: folder },
    writeDemo: writeDemo && (() => writeDemo(place('demo'))),
  });
  const server = await serveSite(folder, 0, UNDER);
  const browser = await launchChromium();
  const stop = async () => {
    await browser.close();
    server.close();
  };
  return { folder, address: `http://${HOST}:${(server.address() as AddressInfo).port}${UNDER}`, browser, stop };
}

/** A reader's window on a site. */
export interface Visit {
  context: BrowserContext;
  page: Page;
  /** Errors of scripts, answers that are none, and whatever was asked of another host. */
  complaints: string[];
}

export async function visitSite(
  { browser, address }: TestSite,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Visit> {
  const complaints: string[] = [];
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.on('pageerror', error => complaints.push(error.message));
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()));
  page.on('response', answer => answer.status() >= 400 && complaints.push(`${answer.status()} ${answer.url()}`));
  page.on('request', request => {
    if (!request.url().startsWith(address) && !/^(blob|data):/.test(request.url())) complaints.push(request.url());
  });
  return { context, page, complaints };
}

/** A lesson's page of a site. */
export class LessonOnSite extends LessonShown {
  readonly whole = '.vp-doc';
  readonly outputs = '.course-chart, .vp-doc .output';

  /** Opens a lesson, and goes down through it until each of its charts is drawn. */
  static async open(page: Page, { address }: TestSite, name: string): Promise<LessonOnSite> {
    await page.goto(`${address}${name}.html`);
    for (const chart of await page.locator('.course-chart').all()) {
      await chart.scrollIntoViewIfNeeded();
      await chart.and(page.locator('[data-state=drawn]')).locator('.marks').waitFor();
    }
    return new LessonOnSite(page, `site-${name}`);
  }

  /** Puts the focus on the lesson's title, by the link to it. */
  async goToTop(): Promise<void> {
    await this.page.locator('.vp-doc h1 .header-anchor').focus();
  }

  /** As the reader's system has it. */
  async wear(theme: 'light' | 'dark'): Promise<void> {
    await this.page.emulateMedia({ colorScheme: theme });
    await this.page.locator(`html${theme === 'dark' ? '.dark' : ':not(.dark)'}`).waitFor();
  }
}
