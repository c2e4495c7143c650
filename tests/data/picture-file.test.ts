import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPicture } from '../../lib/data/picture-file';
import { asNobody, canBeNobody } from '../as-nobody';

type Colour = { r: number; g: number; b: number; alpha?: number };
const RED = { r: 255, g: 0, b: 0 };
const plain = (width: number, height: number, background: Colour = RED) =>
  sharp({ create: { width, height, channels: background.alpha === undefined ? 3 : 4, background } });
/** A picture that does not compress to nothing, so that half of its bytes are half of it. */
const busy = () => {
  const values = Buffer.from(Array.from({ length: 200 * 200 * 3 }, (_, i) => (i * i * 31 + i * 7) % 251));
  return sharp(values, { raw: { width: 200, height: 200, channels: 3 } });
};
const half = (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1);
const at = ({ pixels, side }: { pixels: Uint8Array; side: number }, x: number, y: number) =>
  [0, 1, 2].map(channel => pixels[(y * side + x) * 3 + channel]);
const svg = (inside: string, attributes = 'width="100" height="100"') =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`,
  );

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pictures-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a reader's own picture", () => {
  test.each(['png', 'jpeg', 'webp', 'gif', 'tiff', 'avif'] as const)(
    'may be a %s, from a file or bytes',
    async format => {
      const bytes = await plain(100, 100).toFormat(format).toBuffer();
      const path = join(folder, `red.${format}`);
      await writeFile(path, bytes);
      const [fromBytes, fromFile] = [await readPicture(bytes), await readPicture(path)];
      expect(fromFile.pixels).toEqual(fromBytes.pixels);
      expect(fromBytes.side).toBe(64);
      expect(fromBytes.pixels).toHaveLength(64 * 64 * 3);
      const [r, g, b] = at(fromBytes, 32, 32);
      expect(r).toBeGreaterThan(245);
      expect(g + b).toBeLessThan(20);
    },
  );

  test('is fitted into the square, in the middle, on white, its proportions kept', async () => {
    const wide = await readPicture(await plain(200, 100).png().toBuffer());
    expect(at(wide, 32, 32)).toEqual([255, 0, 0]);
    expect(at(wide, 1, 32)).toEqual([255, 0, 0]);
    for (const y of [2, 61]) expect(at(wide, 32, y)).toEqual([255, 255, 255]);
    expect(wide.notes).toEqual([]);
  });

  test.each([32, 48, 64] as const)('has the side that was asked for: %s', async side => {
    const { pixels, ...rest } = await readPicture(await plain(90, 90).png().toBuffer(), { side });
    expect(rest.side).toBe(side);
    expect(pixels).toHaveLength(side * side * 3);
    expect([...pixels.slice(0, 3)]).toEqual([255, 0, 0]);
  });

  test('is turned as the camera says', async () => {
    const topRed = await sharp({ create: { width: 64, height: 64, channels: 3, background: { r: 0, g: 0, b: 255 } } })
      .composite([{ input: await plain(64, 32).png().toBuffer(), top: 0, left: 0 }])
      .withMetadata({ orientation: 3 })
      .png()
      .toBuffer();
    const picture = await readPicture(topRed);
    expect(at(picture, 32, 8)).toEqual([0, 0, 255]);
    expect(at(picture, 32, 56)).toEqual([255, 0, 0]);
  });

  test('with transparency stands on white, and says so', async () => {
    const picture = await readPicture(await plain(64, 64, { r: 0, g: 0, b: 255, alpha: 0.5 }).png().toBuffer());
    expect(at(picture, 32, 32)).toEqual([127, 127, 255]);
    expect(picture.notes).toEqual(['transparent parts are white']);
    const clear = await readPicture(await plain(64, 64, { r: 0, g: 0, b: 0, alpha: 0 }).webp().toBuffer());
    expect(new Set(clear.pixels)).toEqual(new Set([255]));
  });

  test('in CMYK becomes red, green and blue', async () => {
    const bytes = await plain(64, 64).toColourspace('cmyk').jpeg().toBuffer();
    expect((await sharp(bytes).metadata()).space).toBe('cmyk');
    const [r, g, b] = at(await readPicture(bytes), 32, 32);
    expect(r).toBeGreaterThan(200);
    expect(Math.max(g, b)).toBeLessThan(60);
  });

  test.each(['b-w', 'rgb16', 'grey16'])('in %s has three channels of 8 bits', async space => {
    const bytes = await plain(64, 64, { r: 136, g: 136, b: 136 }).toColourspace(space).png().toBuffer();
    for (const value of at(await readPicture(bytes), 32, 32)) expect(Math.abs(value - 136)).toBeLessThanOrEqual(1);
  });

  test('that is animated gives its first frame, and says how many there are', async () => {
    const frames = Buffer.concat(
      [RED, { r: 0, g: 255, b: 0 }, { r: 0, g: 0, b: 255 }].map(({ r, g, b }) =>
        Buffer.from(Array.from({ length: 64 * 64 }, () => [r, g, b]).flat()),
      ),
    );
    for (const format of ['gif', 'webp'] as const) {
      const bytes = await sharp(frames, { raw: { width: 64, height: 192, channels: 3, pageHeight: 64 } })
        .toFormat(format)
        .toBuffer();
      const picture = await readPicture(bytes);
      expect(picture.notes[0]).toBe('the first of 3 frames');
      const [r, g, b] = at(picture, 32, 32);
      expect(r).toBeGreaterThan(240);
      expect(g + b).toBeLessThan(30);
    }
  });
});

describe('what is no picture', () => {
  test.each([
    ['a text', Buffer.from('A lion.'), /is no picture that can be read here.*expected JPEG, PNG, WebP/],
    ['nothing', Buffer.alloc(0), /is empty; expected the bytes of a JPEG/],
    ['a page', Buffer.from('<!doctype html><html><body>lion</body></html>'), /is no picture that can be read here/],
    ['a number', 5 as unknown as Buffer, /is empty; expected the bytes/],
  ])('%s is refused', async (_, bytes, message) => {
    await expect(readPicture(bytes)).rejects.toThrow(message);
  });

  test('one pixel is too few', async () => {
    await expect(readPicture(await plain(1, 1).png().toBuffer())).rejects.toThrow(
      /is 1 x 1 pixels, expected at least 8 each way; there is nothing to see on it/,
    );
    await expect(readPicture(await plain(500, 2).png().toBuffer())).rejects.toThrow(/is 500 x 2 pixels/);
  });

  test('10,000 x 10,000 pixels are too many, and nothing is decoded', async () => {
    const bytes = await plain(10_000, 10_000).png().toBuffer();
    const before = process.memoryUsage().rss;
    await expect(readPicture(bytes)).rejects.toThrow(
      'is 10,000 x 10,000 pixels, expected at most 64,000,000 in all; make it smaller first',
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(50e6);
    await expect(readPicture(svg('<rect width="9" height="9"/>', 'width="100000" height="100000"'))).rejects.toThrow(
      /is 100,000 x 100,000 pixels/,
    );
  });

  test.each(['png', 'jpeg', 'webp', 'gif', 'tiff', 'avif'] as const)('half of a %s is refused', async format => {
    const bytes = await busy().toFormat(format).toBuffer();
    await readPicture(bytes);
    await expect(readPicture(half(bytes))).rejects.toThrow(/is cut short or damaged|or it was cut short/);
  });

  test.each([0, 16, 65, Number.NaN])('there is no side %s', async side => {
    const bytes = await plain(64, 64).png().toBuffer();
    await expect(readPicture(bytes, { side: side as 32 })).rejects.toThrow(/side is .*, expected 32, 48, 64/);
  });
});

describe('an SVG', () => {
  let server: Server;
  let requests: string[];
  beforeAll(async () => {
    requests = [];
    server = createServer((request, response) => {
      requests.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => new Promise(done => server.close(done)));

  test('is drawn as it stands, whatever its size', async () => {
    const picture = await readPicture(svg('<rect width="16" height="16" fill="lime"/>', 'viewBox="0 0 16 16"'));
    expect(at(picture, 32, 32)).toEqual([0, 255, 0]);
  });

  test('with a script is drawn without it', async () => {
    const marker = join(folder, 'executed');
    const script = `<script>document.querySelector('rect').setAttribute('fill', 'red'); require('fs').writeFileSync('${marker}', '')</script>`;
    const picture = await readPicture(
      svg(`<rect width="100" height="100" fill="lime" onload="this.setAttribute('fill','red')"/>${script}`),
    );
    expect(at(picture, 32, 32)).toEqual([0, 255, 0]);
    await expect(readPicture(marker)).rejects.toThrow(/executed does not exist/);
  });

  test('fetches nothing, from a file or from bytes', async () => {
    const { port } = server.address() as AddressInfo;
    const address = `http://127.0.0.1:${port}`;
    const greedy = svg(
      `<style>@import url(${address}/style.css);</style><rect width="100" height="100" fill="lime"/>` +
        `<image href="${address}/href.png" width="100" height="100"/><image xlink:href="${address}/xlink.png" width="100" height="100"/>` +
        `<use href="${address}/use.svg#a"/><script href="${address}/script.js"/>` +
        `<foreignObject width="100" height="100"><img xmlns="http://www.w3.org/1999/xhtml" src="${address}/img.png"/></foreignObject>`,
    );
    const path = join(folder, 'greedy.svg');
    await writeFile(path, greedy);
    for (const file of [greedy, path]) expect(at(await readPicture(file), 32, 32)).toEqual([0, 255, 0]);
    await new Promise(done => setTimeout(done, 100));
    expect(requests).toEqual([]);
  });

  test('reads no file, by address, by path beside it or by entity', async () => {
    const secret = join(folder, 'secret.png');
    await writeFile(secret, await plain(100, 100).png().toBuffer());
    const links = [pathToFileURL(secret).href, 'secret.png', secret].flatMap(link => [
      `<image href="${link}" width="100" height="100"/>`,
      `<image xlink:href="${link}" width="100" height="100"/>`,
    ]);
    const entity = Buffer.concat([
      Buffer.from(`<!DOCTYPE svg [<!ENTITY secret SYSTEM "${pathToFileURL(secret).href}">]>`),
      svg('<rect width="100" height="100" fill="lime"/><text>&secret;</text>'),
    ]);
    const path = join(folder, 'curious.svg');
    const curious = svg(`<rect width="100" height="100" fill="lime"/>${links.join('')}`);
    await writeFile(path, curious);
    for (const file of [curious, path]) expect(at(await readPicture(file), 32, 32)).toEqual([0, 255, 0]);
    const drawn = await readPicture(entity).then(
      picture => at(picture, 32, 32),
      (error: Error) => error.message,
    );
    expect(drawn).not.toEqual([255, 0, 0]);
  });

  test('that multiplies itself without end is refused or drawn, and does not fill the memory', async () => {
    const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('');
    const bomb = Buffer.concat([
      Buffer.from(`<!DOCTYPE svg [<!ENTITY a0 "lion">${entities}]>`),
      svg('<text>&a9;</text>'),
    ]);
    const before = process.memoryUsage().rss;
    await readPicture(bomb).catch((error: Error) => expect(error.message).toContain('is no picture'));
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  });
});

describe('a file', () => {
  test('that does not exist is named, with where it was looked for', async () => {
    await expect(readPicture('pictures/no-lion.png')).rejects.toThrow(
      `readPicture: no-lion.png does not exist; it was looked for at pictures/no-lion.png, seen from ${process.cwd()}`,
    );
  });

  test('that is a folder is refused', async () => {
    await mkdir(join(folder, 'lions.png'));
    await expect(readPicture(join(folder, 'lions.png'))).rejects.toThrow(
      'readPicture: lions.png is a folder; give the files in it one by one',
    );
  });

  test.skipIf(!canBeNobody)('that may not be read says so', async () => {
    const path = join(folder, 'private.png');
    await writeFile(path, await plain(64, 64).png().toBuffer());
    await chmod(path, 0);
    await chmod(folder, 0o755);
    await asNobody(() =>
      expect(readPicture(path)).rejects.toThrow('readPicture: private.png may not be read by you; change its'),
    );
    await chmod(path, 0o600);
    await readPicture(path);
  });

  test.skipIf(process.platform === 'win32')('that is a device is refused, and not read for ever', async () => {
    await expect(readPicture('/dev/zero')).rejects.toThrow(/zero is no ordinary file/);
  });
});
