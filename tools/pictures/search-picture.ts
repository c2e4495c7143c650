import sharp from 'sharp';
import { launchChromium } from '../../tests/browser/chromium';
import { startSearch } from '../search/start-search';

const SIZE = { width: 1100, height: 700 };
/** Pixels of the screen a pixel of the page, so that text stays sharp. */
const SCALE = 1.5;

/**
 * The page of `npm run search`, with the whole index, after a photograph was chosen.
 * @param photograph a file
 * @returns a WebP of the page's first screen
 */
export async function searchPicture(photograph: string, port = 8302): Promise<Buffer> {
  const search = startSearch(port, line => console.log(line));
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: SIZE, deviceScaleFactor: SCALE, colorScheme: 'light' });
    await page.goto(await search.address);
    await page.getByLabel('A picture, a sound or a clip').setInputFiles(photograph);
    await page.getByRole('status').filter({ hasText: 'for a picture' }).waitFor();
    await page.waitForLoadState('networkidle'); // its pictures are there
    await page.getByRole('heading', { name: 'Results' }).scrollIntoViewIfNeeded();
    return await sharp(await page.screenshot())
      .webp({ quality: 80, effort: 6 })
      .toBuffer();
  } finally {
    await browser.close();
    await search.stop();
  }
}
