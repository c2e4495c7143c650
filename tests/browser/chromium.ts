import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const PLACES: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(folder =>
    process.env[folder]
      ? [path.join(process.env[folder] as string, 'Google', 'Chrome', 'Application', 'chrome.exe')]
      : [],
  ),
};

/**
 * The browser to test with: COURSE_CHROMIUM, else the first of the usual places.
 * @throws Error if there is none
 */
function findChromium(): string {
  const asked = process.env.COURSE_CHROMIUM;
  if (asked !== undefined) {
    if (!existsSync(asked)) throw new Error(`COURSE_CHROMIUM is ${asked}, but there is no such file.`);
    return asked;
  }
  const places = PLACES[process.platform] ?? [];
  const found = places.find(place => existsSync(place));
  if (!found) {
    throw new Error(
      `No Chromium or Chrome in ${places.join(', ')}. Install one (Debian: apt-get install chromium), ` +
        'or set COURSE_CHROMIUM to its program.',
    );
  }
  return found;
}

/** A headless browser that asks the network for nothing of its own. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}
