import path from 'node:path';
import type { Browser, Page } from 'playwright-core';

// What tests of the page of `npm run search` have in common.

/** Where screenshots go. */
export const BUILD = path.join(__dirname, '..', '..', 'build', 'browser');
export const NARROW = { width: 360, height: 800 };

/** Opens the page, as large as a window is, and tells what the browser complains of. */
export async function openSearchPage(
  browser: Browser,
  address: string,
  tell: (complaint: string) => void,
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
  complaintsOf(page, address, tell);
  await page.goto(address);
  await page.getByRole('radio', { name: 'Pictures' }).waitFor();
  return page;
}

/** Looks for words, as a reader does. */
export async function typeWords(page: Page, words: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'A word or a sentence' }).fill(words);
  await page.keyboard.press('Enter');
}

/** Tells what a browser complains of: errors of the page's script, what its policy forbids, dialogs, and requests to elsewhere. */
export function complaintsOf(page: Page, address: string, tell: (complaint: string) => void): void {
  page.on('pageerror', error => tell(error.message));
  page.on('console', message => message.type() === 'error' && tell(message.text()));
  page.on('dialog', dialog => {
    tell(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', request => {
    if (!request.url().startsWith(address) && !request.url().startsWith('blob:')) tell(request.url());
  });
}

/** Drops a file onto the page. */
export const dropFile = (page: Page, bytes: Buffer, type: string, name = 'dropped'): Promise<void> =>
  page.evaluate(
    ([base64, kind, title]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(base64), one => one.charCodeAt(0))], title, { type: kind }));
      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
    },
    [bytes.toString('base64'), type, name] as const,
  );

/** Every text that is seen, with its contrast to the nearest ground behind it (WCAG 2.2, 1.4.3). Runs in the page. */
export function contrastsOfTexts(): [string, number][] {
  const colourOf = (text: string) => (text.match(/[\d.]+/g) ?? []).map(Number);
  const light = (colour: number[]) => {
    const [r, g, b] = colour.slice(0, 3).map(value => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element: Element): number[] => {
    const colour = colourOf(getComputedStyle(element).backgroundColor);
    return colour[3] === 0 && element.parentElement ? ground(element.parentElement) : colour;
  };
  const found: [string, number][] = [];
  for (const element of Array.from(document.querySelectorAll('main *:not(.hidden, :disabled, .hint)'))) {
    const text = Array.from(element.childNodes)
      .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
      .map(one => one.textContent);
    if (!text.join('').trim() || element.tagName === 'OPTION') continue;
    const [one, other] = [light(colourOf(getComputedStyle(element).color)), light(ground(element))];
    found.push([text.join(''), (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)]);
  }
  return found;
}
