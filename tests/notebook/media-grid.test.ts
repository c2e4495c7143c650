import sharp from 'sharp';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { takeClips, takePictures } from '../../lib/data/take-pictures';
import { decodeWav } from '../../lib/data/wav';
import { type Medium, mediumHtml } from '../../lib/notebook/media';
import { mediaGrid } from '../../lib/notebook/media-grid';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const grey = (value: number) => new Uint8Array(4 * 4 * 3).fill(value);
const picture = { pixels: grey(90), side: 4 };
const clip = { pixels: Uint8Array.from([10, 90, 250].flatMap(value => [...grey(value)])), side: 4 };
const sound = { samples: Float32Array.from({ length: 800 }, (_, i) => Math.sin(i / 3) / 2), rate: 8000 };
const dataOf = (html: string) => Buffer.from(html.match(/src="data:[^,]+,([^"]+)"/)![1], 'base64');

describe('a medium as HTML', () => {
  test('a picture keeps its pixels, and says what it is', async () => {
    const html = await mediumHtml({ picture, note: '0.93 < 1' }, 'a "lion"');
    expect(html).toContain('alt="a &quot;lion&quot;"');
    expect(html).toContain('<small>0.93 &lt; 1</small>');
    const decoded = await sharp(dataOf(html)).raw().toBuffer({ resolveWithObject: true });
    expect(decoded.info).toMatchObject({ width: 4, height: 4 });
    expect(new Set(decoded.data)).toEqual(new Set([90]));
  });

  test('a clip plays all of its frames, again and again', async () => {
    const [, film] = (await mediumHtml({ clip }, 'a clip')).match(/<\/summary>(<img .*?>)<\/details>$/)!;
    const { pages, loop, delay } = await sharp(dataOf(film)).metadata();
    expect({ pages, loop, delay }).toEqual({ pages: 3, loop: 0, delay: [250, 250, 250] });
  });

  test('a clip stands still until it is asked for: its first frame shows and hides it', async () => {
    const html = await mediumHtml({ clip }, 'a clip');
    const [, first] = html.match(/^<details [^>]*><summary [^>]*>(<img .*? alt="a clip" .*?>)<small>/)!;
    const { pages = 1, width } = await sharp(dataOf(first)).metadata();
    expect([pages, width]).toEqual([1, 4]);
    expect([...(await sharp(dataOf(first)).raw().toBuffer())].slice(0, 3)).toEqual([10, 10, 10]);
  });

  test('a sound has a player with its samples and its rate', async () => {
    const html = await mediumHtml({ sound }, 'a roar');
    expect(html).toMatch(/^<audio controls [^>]*aria-label="a roar"/);
    const { channels, rate } = decodeWav(dataOf(html));
    expect(rate).toBe(8000);
    expect(channels[0].length).toBe(800);
    expect(channels[0][5]).toBeCloseTo(sound.samples[5], 3);
  });

  test.each([
    ['two pictures in place of one', { picture: clip }, 'a lion is 3 pictures, expected one'],
    ['no pixels', { picture: { pixels: new Uint8Array(), side: 4 } }, 'n at least 1'],
    ['a sound without samples', { sound: { samples: new Float32Array(), rate: 8000 } }, 'a lion has no samples'],
  ] as [string, Medium, string][])('%s: an error that says what was expected', async (_, medium, message) => {
    await expect(mediumHtml(medium, 'a lion')).rejects.toThrow(message);
  });
});

describe('a grid of media', () => {
  test('is one output: a table for the page, words for a terminal', async () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    await mediaGrid(
      [
        { concept: 'lion', seen: [{ picture }, { picture }], heard: { sound } },
        { concept: 'trumpet', seen: { clip, note: 'moves' }, heard: '–' },
      ],
      { caption: 'Two concepts' },
    );
    expect(log).toHaveBeenCalledTimes(1);
    expect(log.mock.calls[0][0]).toBe(
      [
        'Two concepts',
        'concept  seen              heard',
        'lion     picture, picture  sound of 0.1 s',
        'trumpet  clip (moves)      –',
      ].join('\n'),
    );
  });

  test('a column without a name has an empty cell and no head', async () => {
    const write = vi.fn();
    vi.stubGlobal('__tslab__', { require: () => ({ lastWriteDisplayData: write }) });
    await mediaGrid([{ '': 'lion', seen: { picture } }]);
    expect(write.mock.calls[0][0].data['text/html']).toMatch(
      /<tr><td [^>]*><\/td><th scope="col"[^>]*>seen<\/th><\/tr>/,
    );
  });

  test.each<[string, Medium, boolean]>([
    ['words', 'a roar', true],
    ['a picture', { picture }, true],
    ['a player, which has no words,', { sound }, false],
  ])('%s heads a row, or does not', async (_, first, isHead) => {
    const write = vi.fn();
    vi.stubGlobal('__tslab__', { require: () => ({ lastWriteDisplayData: write }) });
    await mediaGrid([{ asked: first, answer: 'a lion' }]);
    expect(write.mock.calls[0][0].data['text/html'].includes('<th scope="row"')).toBe(isHead);
  });

  test('refuses no rows, and rows with other columns', async () => {
    await expect(mediaGrid([])).rejects.toThrow('there are no rows');
    await expect(mediaGrid([{ a: 1 }, { b: 1 }])).rejects.toThrow("'a' is only in one of them");
  });
});

describe('pictures and clips of a set', () => {
  test('are taken by their positions', () => {
    expect([...new Set(takePictures(clip, [2, 0]).pixels)]).toEqual([250, 10]);
    expect([...new Set(takeClips({ ...clip, frames: 1 }, [1]).pixels)]).toEqual([90]);
    expect(takeClips({ ...clip, frames: 3 }, [0]).pixels).toEqual(clip.pixels);
  });

  test('a position where there is none is refused', () => {
    expect(() => takePictures(clip, [3])).toThrow('picture 3 is asked for, expected a position from 0 to 2');
    expect(() => takePictures(clip, [-1])).toThrow('picture -1 is asked for');
    expect(() => takePictures(clip, [Number.NaN])).toThrow('picture NaN is asked for');
  });
});
