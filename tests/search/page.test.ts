import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NUMBER_WORDS } from '../../lib/data/digits';
import { encodeWav } from '../../lib/data/wav';
import { seededRandom } from '../../lib/engine/seeds';
import type { CourseItem } from '../../lib/search/course-items';
import type { About, Answer } from '../../tools/search/answers';
import { mediumOf } from '../../tools/search/media';
import { ask, formOf, startSmallServer } from './page-server';

let small: Awaited<ReturnType<typeof startSmallServer>>;
beforeAll(async () => {
  small = await startSmallServer(['lion', 'trumpet', 'rooster', 'elephant', 'banana', 'bicycle', 'umbrella']);
});
afterAll(() => small?.close());

const get = (path: string) => fetch(`${small.address}${path}`);
const search = async (options: Record<string, string>): Promise<Answer> => {
  const response = await get(`/api/search?${new URLSearchParams(options)}`);
  expect(response.status).toBe(200);
  return response.json() as Promise<Answer>;
};
const post = (body: FormData, options: Record<string, string> = {}) =>
  fetch(`${small.address}/api/search?${new URLSearchParams(options)}`, { method: 'POST', body });
const found = async (body: FormData, options: Record<string, string> = {}): Promise<Answer> => {
  const response = await post(body, options);
  expect(response.status).toBe(200);
  return response.json() as Promise<Answer>;
};
const errorOf = async (response: Response): Promise<[number, string]> => [
  response.status,
  ((await response.json()) as { error: string }).error,
];
const item = (fits: (one: CourseItem) => boolean): CourseItem =>
  [...small.searches.concepts.items.values(), ...small.searches.digits.items.values()].find(fits)!;
const png = async (one: CourseItem): Promise<Buffer> =>
  sharp((await mediumOf(one.content))!.bytes)
    .png()
    .toBuffer();

describe('what is looked for', () => {
  test('a name finds drawings of it, with their similarity and an address to see them at', async () => {
    const { hits, asked, meanings, more } = await search({ words: 'Lion', modality: 'image', k: '12' });
    const lions = hits.filter(({ concept }) => concept === 'lion');
    expect(lions.map(({ title }) => title).slice(0, 3)).toEqual(['lion', 'lion', 'lion']);
    expect(lions[0].similarity).toBeGreaterThanOrEqual(lions[2].similarity);
    // a concept a card, what is named before all others; then more of each
    expect(hits[0].concept).toBe('lion');
    expect(new Set(hits.slice(0, 5).map(({ concept }) => concept)).size).toBe(5);
    expect([asked, meanings, more]).toEqual(['the name “Lion”', undefined, true]);
    const picture = await get(hits[0].media!);
    expect(picture.headers.get('content-type')).toBe('image/webp');
    expect(await sharp(Buffer.from(await picture.arrayBuffer())).metadata()).toMatchObject({ width: 48, height: 48 });
  });

  test.each([
    ...[
      'a lion',
      'Some lions',
      'lion.',
      '“lion”',
      "the lion's",
      'ｌｉｏｎ',
      'li\u200bon',
      ' \tlion\n',
      '🦁',
      '🦁\ufe0f',
    ],
    ...['Löwe', 'der Löwe', 'лев', 'ライオン', '狮子', '사자', 'leao'],
  ])('%j finds what lion finds', async words => {
    const options = { k: '6' };
    const typed = await search({ words, ...options });
    expect(typed.hits).toEqual((await search({ words: 'lion', ...options })).hits);
    expect(typed.asked).toContain('the name “');
    expect(typed.hits[0].concept).toBe('lion');
  });

  test('every hit has the name of its concept', async () => {
    const { hits } = await search({ words: 'trumpet', k: '200' });
    expect(new Set(hits.map(({ concept }) => concept))).toEqual(
      new Set(['lion', 'trumpet', 'rooster', 'elephant', 'banana', 'bicycle', 'umbrella']),
    );
    const digits = await search({ words: 'four', among: 'digits', k: '5' });
    expect(digits.hits.map(({ concept }) => concept)).toEqual(new Array(5).fill('four'));
  });

  test('the first hits show different concepts, and each modality has its share', async () => {
    const upload = async (fits: (one: CourseItem) => boolean, options = {}) =>
      found(formOf((await mediumOf(item(fits).content))!.bytes), options);
    const elephant = { id: item(({ title, source }) => title === 'elephant' && source === 'noto').id };
    for (const { hits } of [
      await search({ words: 'lion', k: '24' }),
      await search({ words: 'lion', k: '5', modality: 'image' }),
      await search({ words: 'a yellow fruit', k: '24' }),
      await search({ ...elephant, k: '24' }),
      await upload(({ title, modality }) => title === 'rooster' && modality === 'image'),
      await upload(({ title, modality }) => title === 'rooster' && modality === 'video'),
      await upload(({ title, modality }) => title === 'rooster' && modality === 'audio'),
    ]) {
      const first = hits.slice(0, 5).map(({ concept }) => concept);
      expect([first, new Set(first).size]).toEqual([first, 5]);
    }
    const { hits } = await search({ words: 'rooster', k: '80' });
    const modalities = hits.map(({ modality }) => modality);
    for (const modality of ['image', 'text', 'audio', 'video']) {
      const ofIt = modalities.filter(one => one === modality).length;
      const there = [...small.searches.concepts.items.values()].filter(one => one.modality === modality).length;
      expect(ofIt).toBeGreaterThanOrEqual(Math.min(10, there - 1));
    }
  });

  test('every hit says why it was found', async () => {
    const reasons = ({ hits }: Answer) => new Set(hits.map(({ reason }) => reason));
    const named = await search({ words: 'Löwe', k: '80' });
    for (const { concept, reason, modality } of named.hits) {
      const other = modality === 'audio' ? 'sounds' : 'looks';
      expect([concept, reason]).toEqual([concept, concept === 'lion' ? 'name' : other]);
    }
    expect(reasons(await search({ words: 'a yellow fruit' }))).toEqual(new Set(['caption']));
    const idOf = (modality: string) => item(one => one.modality === modality && one.source !== 'caption').id;
    expect(reasons(await search({ id: idOf('image') }))).toEqual(new Set(['looks']));
    expect(reasons(await search({ id: idOf('audio') }))).toEqual(new Set(['sounds']));
    expect(reasons(await search({ id: idOf('text') }))).toEqual(new Set(['name', 'looks', 'sounds']));
    expect(reasons(await search({ words: '7', among: 'digits' }))).toEqual(new Set(['name']));
  });

  test('a sound that is like nothing that is stored is said to fit nothing, and finds the nearest all the same', async () => {
    const random = seededRandom('rain');
    const rain = Float32Array.from({ length: 32_000 }, () => 0.3 * (random.next() - 0.5));
    const { hits, nothing } = await found(formOf(encodeWav(rain, 16_000)), { k: '24' });
    expect([nothing, hits.length]).toEqual([true, 24]);
    const rooster = item(({ title, modality }) => title === 'rooster' && modality === 'audio');
    const heard = await found(formOf((await mediumOf(rooster.content))!.bytes));
    expect([heard.nothing, heard.hits[0].concept]).toEqual([undefined, 'rooster']);
  });

  test.each([
    ['asdfgh qwrtz', {}],
    ['wxq'.repeat(600), {}],
    ['абракадабра', {}],
    ['👩', {}],
    ['hypotenuse', {}],
    ['lion', { among: 'digits' }],
    ['lion', { source: 'nothing-of-the-kind' }],
  ])('where nothing fits it says so: %j %j', async (words, options) => {
    expect((await search({ words, ...options })).nothing).toBe(true);
  });

  test.each(['lion', 'лев', 'something to keep you dry in the rain', 'a yellow fruit'])('%j fits', async words => {
    expect(await search({ words })).not.toHaveProperty('nothing');
  });

  test('a numeral among digits is that digit', async () => {
    for (const [words, digit] of [
      ...['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'].map((numeral, i) => [numeral, NUMBER_WORDS[i]]),
      ...['٧', '７', '007', '7️⃣', '七', 'seven.', 'The number 7'].map(numeral => [numeral, 'seven']),
    ]) {
      const { hits, nothing } = await search({ words, among: 'digits', k: '24' });
      expect([words, new Set(hits.map(({ title }) => title)), nothing]).toEqual([words, new Set([digit]), undefined]);
    }
  });

  test('a sentence is compared with captions, and says what it was taken to mean', async () => {
    const { hits, meanings } = await search({ words: 'something to keep you dry in the rain', k: '24' });
    expect(meanings![0].name).toBe('umbrella');
    expect(hits[0]).toMatchObject({ title: 'umbrella', similarity: meanings![0].similarity });
    expect(new Set(hits.slice(0, 5).map(({ concept }) => concept)).size).toBe(5);
    expect(new Set(hits.map(({ modality }) => modality)).size).toBeGreaterThan(1);
  });

  test('an item finds others like it; filters leave what fits', async () => {
    const { id } = item(({ title, source }) => title === 'elephant' && source === 'noto');
    const { hits, asked, like } = await search({ id, source: 'twemoji', k: '1' });
    expect(asked).toBe('what is like “elephant”, a picture');
    expect(like).toEqual({
      id,
      modality: 'image',
      source: 'noto',
      title: 'elephant',
      media: expect.stringMatching(/^.media/),
    });
    expect(hits).toEqual([expect.objectContaining({ title: 'elephant', source: 'twemoji', unseen: true })]);
    const all = await search({ id });
    expect([all.nothing, all.hits.map(hit => hit.id).includes(id)]).toEqual([undefined, false]);
    expect(await search({ id, source: 'nothing-of-the-kind' })).toMatchObject({ hits: [], nothing: true });
  });

  test('a picture, a sound and a clip find what they show, whatever they are called', async () => {
    const drawing = item(({ title, source }) => title === 'banana' && source === 'openmoji');
    const lying = formOf(await png(drawing), { name: '../../../etc/passwd', type: 'audio/mpeg' });
    const seen = await found(lying, { modality: 'image', k: '3' });
    expect(seen.asked).toBe('a picture');
    expect(seen.hits[0].concept).toBe('banana');

    const note = item(({ id, title }) => id.startsWith('note/') && title === 'Trumpet');
    const heard = await found(formOf((await mediumOf(note.content))!.bytes, { type: 'image/png' }), {
      modality: 'text',
    });
    expect(heard.asked).toMatch(/^a sound of [\d.]+ seconds$/);
    expect(heard.hits[0].title.toLowerCase()).toContain('trumpet');

    const clip = item(({ title, modality }) => title === 'rooster' && modality === 'video');
    const watched = await found(formOf((await mediumOf(clip.content))!.bytes), { modality: 'image', k: '2' });
    expect(watched.asked).toBe('a clip of 8 frames');
    expect([watched.hits[0].title, watched.nothing]).toEqual(['rooster', undefined]);
  });

  test('a clip of nothing known is said to fit nothing, and finds the nearest all the same', async () => {
    const frames = await Promise.all(
      [60, 55].map(sigma =>
        sharp({
          create: {
            ...{ width: 300, height: 300, channels: 3, background: '#888888' },
            noise: { type: 'gaussian', mean: 128, sigma },
          },
        })
          .png()
          .toBuffer(),
      ),
    );
    const noise = await sharp(frames, { join: { animated: true } })
      .webp({ lossless: true })
      .toBuffer();
    const { asked, hits, nothing } = await found(formOf(noise), { k: '12' });
    expect([asked, nothing, hits.length]).toEqual(['a clip of 2 frames', true, 12]);
  });

  test('the frames of a film are a clip; others than eight are not', async () => {
    const { content } = item(({ title, modality }) => title === 'elephant' && modality === 'video');
    const film = (await mediumOf(content))!.bytes;
    const form = new FormData();
    for (let page = 0; page < 8; page++) {
      form.append('file', new Blob([await sharp(film, { page }).png().toBuffer()]), 'frame');
    }
    expect((await found(form, { modality: 'video', k: '1' })).hits[0].title).toBe('elephant');
    form.delete('file');
    for (let i = 0; i < 3; i++)
      form.append('file', new Blob([await sharp(film, { page: i }).png().toBuffer()]), 'frame');
    expect(await errorOf(await post(form))).toEqual([400, 'the film came in 3 frames, expected 8, or one file']);
  });

  test('digits, drawn or spoken, find digits that are written, spoken and named', async () => {
    const [written, spoken] = ['image', 'audio'].map(modality =>
      item(one => one.title === 'seven' && one.modality === modality),
    );
    const drawn = await sharp(await png(written))
      .resize(150, 150)
      .extend({ left: 90, top: 40, right: 40, bottom: 90, background: '#fff' })
      .png()
      .toBuffer();
    for (const body of [formOf(drawn), formOf((await mediumOf(spoken.content))!.bytes)]) {
      const { hits } = await found(body, { among: 'digits', k: '12' });
      expect(hits.filter(({ title }) => title === 'seven').length).toBeGreaterThanOrEqual(10);
    }
    const { hits } = await search({ words: 'Seven', among: 'digits', modality: 'audio', k: '3' });
    expect(hits.map(({ title }) => title)).toEqual(['seven', 'seven', 'seven']);
  });
});

describe('what there is', () => {
  test('the page knows the sets, with how many are in each, and its limits', async () => {
    const about = (await (await get('/api/about')).json()) as About;
    const written = about.sets.find(({ source }) => source === 'mnist');
    expect(written).toEqual({ among: 'digits', modality: 'image', source: 'mnist', count: 2000 });
    const concepts = about.sets.filter(({ among }) => among === 'concepts');
    expect(concepts.reduce((sum, { count }) => sum + count, 0)).toBe(small.searches.concepts.items.size);
    expect(about).toMatchObject({ mostBytes: 20e6, mostFound: 200 });
    expect(new Set(about.examples.map(({ modality }) => modality))).toEqual(new Set(['image', 'audio']));
    for (const { id, media } of about.examples) {
      expect((await get(media!)).status).toBe(200);
      expect((await search({ id })).hits.length).toBeGreaterThan(0);
    }
  });

  test('the page comes with a policy that lets nothing run but its own script', async () => {
    const page = await get('/');
    expect(page.headers.get('content-type')).toContain('text/html');
    const policy = page.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toMatch(/unsafe|data:|\*/);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    const text = await page.text();
    expect(text).not.toMatch(/<script>|<style>| style=/);
    for (const [, address] of text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g))
      expect((await get(address)).status).toBe(200);
  });

  test('a player may ask for a part of a sound, and of a clip its first frame', async () => {
    const { id, content } = item(({ modality }) => modality === 'audio');
    const whole = (await mediumOf(content))!.bytes;
    const part = (range: string) => fetch(`${small.address}/media/${encodeURIComponent(id)}`, { headers: { range } });
    const first = await part('bytes=0-99');
    expect([first.status, first.headers.get('content-range')]).toEqual([206, `bytes 0-99/${whole.length}`]);
    expect(Buffer.from(await first.arrayBuffer())).toEqual(whole.subarray(0, 100));
    expect((await part(`bytes=${whole.length}-`)).status).toBe(416);
    expect((await part('lines=1-2')).status).toBe(200);
    const clip = item(({ modality }) => modality === 'video');
    const still = await get(`/media/${encodeURIComponent(clip.id)}?still`);
    expect((await sharp(Buffer.from(await still.arrayBuffer())).metadata()).pages ?? 1).toBe(1);
  });

  test('fifty at once are all answered', async () => {
    const drawing = await png(item(({ title }) => title === 'bicycle'));
    const asked = Array.from({ length: 50 }, (_, i) =>
      i % 5 ? get(`/api/search?words=${i % 2 ? 'lion' : 'a+yellow+fruit'}`) : post(formOf(drawing)),
    );
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(new Array(50).fill(200));
  });
});

describe('what makes no sense is said so', () => {
  test.each([
    ['', 'nothing is asked for: type a word, drop a file or draw a digit'],
    ['words=', 'words makes no sense, expected a word or a sentence'],
    ['words=%20%20', 'words makes no sense, expected a word or a sentence'],
    [`words=${'a'.repeat(2001)}`, 'expected a word or a sentence of at most 2,000 characters'],
    ['words=lion&k=0', 'k makes no sense, expected a whole number from 1 to 200'],
    ['words=lion&k=201', 'k makes no sense, expected a whole number from 1 to 200'],
    ['words=lion&k=1.5', 'k makes no sense'],
    ['words=lion&k=many', 'k makes no sense'],
    ['words=lion&modality=smell', 'modality makes no sense, expected image, text, audio or video'],
    ['words=lion&among=everything', 'among makes no sense, expected concepts, digits or folder'],
    ['words=lion&colour=red', 'there is no option colour'],
    ['words=!!!', 'there is no letter and no digit in “!!!”'],
    ['words=%E2%80%8B', 'there is no letter and no digit'],
    ['words=!!!&among=digits', '“!!!” is no digit, expected one from 0 to 9'],
    ['words=%D0%BB%D0%B5%D0%B2&among=digits', '“лев” is no digit'],
    ['words=42&among=digits', '“42” is not one digit, expected one from 0 to 9'],
    ['words=%E0%A4%A', 'the address is damaged'],
    ['words=100%', 'the address is damaged'],
    ['words=lion&k=1e9', 'k makes no sense, expected a whole number from 1 to 200'],
    ['words=lion&k=', 'k makes no sense'],
    ['words=lion&words=owl', 'words makes no sense'],
  ])('%s', async (query, words) => {
    const [status, error] = await errorOf(await get(`/api/search?${query}`));
    expect([status, error]).toEqual([400, expect.stringContaining(words)]);
  });

  test('a quote in a filter is a quote', async () => {
    for (const source of [`noto' OR '1'='1`, 'noto" or modality == "image', '%', "'; DROP TABLE items; --"]) {
      expect((await search({ words: 'lion', source })).hits).toEqual([]);
      expect((await search({ words: 'it roars loudly in the savanna', source })).hits).toEqual([]);
    }
  });

  test('an item and an address that are not there', async () => {
    expect(await errorOf(await get('/api/search?id=nobody'))).toEqual([404, 'there is no such item']);
    expect((await get('/media/nobody')).status).toBe(404);
    expect((await get(`/media/${encodeURIComponent('../../package.json')}`)).status).toBe(404);
    expect((await get('/assets/..%2f..%2fpackage.json')).status).toBe(404);
    expect(await errorOf(await get('/media/%E0%A4%A'))).toEqual([
      400,
      expect.stringContaining('the address is damaged'),
    ]);
  });
});

describe('an upload', () => {
  const SCRIPT =
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="64" height="64" onload="alert(1)">' +
    '<script>alert(document.domain)</script><image xlink:href="file:///etc/passwd" width="9" height="9"/>' +
    '<image href="http://127.0.0.1:1/x.png" width="9" height="9"/><circle cx="32" cy="32" r="20" fill="gold"/></svg>';

  test('that is an SVG is drawn without its script, and nothing of it comes back', async () => {
    const response = await post(formOf(SCRIPT, { name: 'x.svg', type: 'image/svg+xml' }));
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(JSON.parse(text).asked).toBe('a picture');
    expect(text).not.toMatch(/svg|script|alert|passwd/i);
  });

  test.each([
    ['text that is called a picture', 'hello, I am a picture', 415, 'neither a picture'],
    ['a page', '<!doctype html><script>alert(1)</script>', 415, 'neither a picture'],
    ['nothing', '', 400, 'the file is empty'],
    ['a sound that stands still', encodeWav(new Float32Array(16_000).fill(0.5), 16_000), 400, 'silent'],
    ['a silent sound', encodeWav(new Float32Array(8000), 8000), 400, 'silent'],
    ['a sound that is cut short', encodeWav(new Float32Array(8000).fill(0.5), 8000).subarray(0, 900), 400, 'cut short'],
    ['a Matroska film', Buffer.from('1a45dfa3000000000000', 'hex'), 415, 'neither a picture'],
  ])('that is %s', async (_, bytes, status, words) => {
    const response = await post(formOf(bytes, { name: 'lion.png', type: 'image/png' }));
    expect(await errorOf(response)).toEqual([status, expect.stringContaining(words)]);
  });

  test('of a picture that is cut short, or has nothing on it where a digit should be', async () => {
    const drawing = await png(item(({ title }) => title === 'bicycle'));
    const cut = await errorOf(await post(formOf(drawing.subarray(0, drawing.length / 2))));
    expect(cut).toEqual([400, expect.stringMatching(/^the picture is cut short or damaged/)]);
    const blank = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const nothing = await errorOf(await post(formOf(blank), { among: 'digits' }));
    expect(nothing).toEqual([400, expect.stringContaining('nothing is drawn')]);
  });

  test('that is too large is refused as such, and the server goes on', async () => {
    const large = await errorOf(await post(formOf(new Uint8Array(20e6 + 1))));
    expect(large).toEqual([413, 'the file is larger than 20 MB; make it smaller, or cut out what you need']);
    const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect(await errorOf(await post(formOf(bomb)))).toEqual([
      400,
      expect.stringContaining('expected at most 64,000,000'),
    ]);
    expect((await search({ words: 'lion' })).hits).not.toEqual([]);
  });

  test('that is none, or too many', async () => {
    expect((await errorOf(await post(new FormData())))[0]).toBe(400);
    const many = new FormData();
    for (let i = 0; i < 9; i++) many.append('file', new Blob(['x']), 'x');
    expect((await errorOf(await post(many)))[0]).toBe(413);
    const json = await fetch(`${small.address}/api/search`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(await errorOf(json)).toEqual([406, 'there is no file, expected one as multipart/form-data']);
  });

  test.each([
    ['has no boundary', 'multipart/form-data', 'lion'],
    [
      'is cut short',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nlion',
    ],
    ['ends in its head', 'multipart/form-data; boundary=x', '--x\r\nContent-Dispo'],
  ])('whose form %s', async (_, type, body) => {
    const response = await fetch(`${small.address}/api/search`, {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
    expect(await errorOf(response)).toEqual([400, expect.stringContaining('the form is cut short or damaged')]);
  });
});

describe('another website', () => {
  const host = () => `127.0.0.1:${small.port}`;

  test.each([
    ['by a name of its own (DNS rebinding)', { host: 'evil.example' }],
    ['by a name of its own, with our port', () => ({ host: `evil.example:${small.port}` })],
    ['with its origin', () => ({ host: host(), origin: 'https://evil.example' })],
    ['with no origin to speak of', () => ({ host: host(), origin: 'null' })],
    ['with another port of this machine', () => ({ host: host(), origin: 'http://127.0.0.1:8888' })],
    ['as a picture within it', () => ({ host: host(), 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' })],
  ])('is refused: %s', async (_, given) => {
    const headers = typeof given === 'function' ? given() : given;
    for (const [path, method] of [
      ['/', 'GET'],
      ['/api/search?words=lion', 'GET'],
      ['/api/search', 'POST'],
    ]) {
      const { status, body } = await ask(small.port, path, headers as Record<string, string>, method);
      expect([status, Object.keys(JSON.parse(body))]).toEqual([403, ['error']]);
    }
  });

  test('this page’s own host in any spelling is answered', async () => {
    for (const name of ['LOCALHOST', 'localhost.', 'LocalHost.', '127.0.0.1.']) {
      expect([name, (await ask(small.port, '/api/about', { host: `${name}:${small.port}` })).status]).toEqual([
        name,
        200,
      ]);
    }
    for (const name of [
      `localhost..:${small.port}`,
      'localhost',
      `localhost:${small.port}0`,
      `x.localhost:${small.port}`,
    ])
      expect([name, (await ask(small.port, '/api/about', { host: name })).status]).toEqual([name, 403]);
  });

  test('may link to the page, but not to what it finds; the page itself may ask', async () => {
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect((await ask(small.port, '/', { host: host(), ...link })).status).toBe(200);
    expect((await ask(small.port, '/api/about', { host: host(), ...link })).status).toBe(403);
    for (const name of ['127.0.0.1', 'localhost']) {
      const own = `${name}:${small.port}`;
      const headers = { host: own, origin: `http://${own}`, 'sec-fetch-site': 'same-origin' };
      expect((await ask(small.port, '/api/about', headers)).status).toBe(200);
    }
  });
});

test('what is the server’s own fault is told on the terminal, not to the page', async () => {
  await small.store.close();
  const told: unknown[] = [];
  const { error } = console;
  console.error = (...words) => told.push(...words);
  try {
    const answered = await errorOf(await get('/api/search?words=lion'));
    expect(answered).toEqual([500, 'something went wrong; the terminal says what']);
    expect(String(told[1])).toContain('the store memory: is closed');
  } finally {
    console.error = error;
  }
});
