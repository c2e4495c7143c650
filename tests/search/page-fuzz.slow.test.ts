import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeWav } from '../../lib/data/wav';
import { seededRandom } from '../../lib/engine/seeds';
import { mediumOf } from '../../tools/search/media';
import { startSmallServer } from './page-server';

const REQUESTS = 2_000;
const BOUNDARY = 'x-boundary';

let small: Awaited<ReturnType<typeof startSmallServer>>;
beforeAll(async () => {
  small = await startSmallServer(['lion', 'trumpet', 'banana']);
});
afterAll(() => small?.close());

/** What people and programs put into an address, sensible and not. */
const WORDS = [
  ...['lion', 'Lions!', 'лев', '🦁', '👩', 'seven', '7', '٧', '', ' ', '!!!', '%', '\u200b', '\0', 'constructor'],
  ...[
    '__proto__',
    '--',
    '"',
    "'; DROP TABLE items",
    'a'.repeat(1_999),
    '獅'.repeat(1_500),
    '🦁'.repeat(900),
    'a yellow fruit',
    '-1',
  ],
];
const VALUES: Record<string, readonly string[]> = {
  words: WORDS,
  id: ['noto/0', 'name/1F981', 'number/7', 'nobody', '', '\0', 'x'.repeat(300), ...WORDS.slice(0, 6)],
  among: ['concepts', 'digits', 'digits', 'folder', '', 'Digits', '__proto__'],
  k: ['1', '24', '200', '0', '-1', '1e9', '1.5', 'NaN', 'Infinity', '', '0x10', '９', '99999999999999999999'],
  modality: ['image', 'text', 'audio', 'video', 'smell', '', '__proto__'],
  source: ['noto', 'name', 'mnist', "noto' OR 1=1", '', '\0', '🦁', 'x'.repeat(65)],
  __proto__: ['1'],
  colour: ['red'],
};
const NAMES = Object.getOwnPropertyNames(VALUES);
const RAW = [
  '%',
  '%E0%A4%A',
  '%ED%A0%80',
  '&&&',
  '=',
  '?',
  '#',
  '%00',
  'words',
  'words=a&words=b',
  'words[]=a',
  'k=1;k=2',
  '+',
];

test(`${REQUESTS} requests of all kinds: none is answered as a fault of the server`, async () => {
  const random = seededRandom('fuzz');
  const one = <T>(list: readonly T[]): T => list[random.integer(list.length)];
  const files = await someFiles();

  const query = () => {
    const parts = Array.from({ length: 1 + random.integer(4) }, (_, i) => {
      const name = i === 0 && random.next() < 0.7 ? 'words' : one(NAMES);
      return random.next() < 0.1 ? one(RAW) : `${name}=${encodeURIComponent(one(VALUES[name] ?? WORDS))}`;
    });
    return `?${parts.join('&')}`;
  };
  const body = () => {
    const whole = formOf(Array.from({ length: one([1, 1, 1, 0, 2, 8, 9]) }, () => cut(one(files))));
    return random.next() < 0.5 ? whole : cut(whole);
  };
  const cut = (bytes: Buffer) => {
    const draw = random.next();
    if (draw < 0.4) return bytes;
    if (draw < 0.8) return bytes.subarray(0, random.integer(bytes.length + 1));
    const changed = Buffer.from(bytes);
    for (let i = 0; i < 8 && changed.length > 0; i++) changed[random.integer(changed.length)] = random.integer(256);
    return changed;
  };
  const TYPES = [
    ...Array.from({ length: 8 }, () => `multipart/form-data; boundary=${BOUNDARY}`),
    ...[
      'multipart/form-data',
      'multipart/form-data; boundary=',
      'multipart/mixed; boundary=y',
      'application/json',
      'text/plain',
      '',
    ],
  ];
  const request = () => {
    const kind = random.next();
    const method = one(['GET', 'GET', 'GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'] as const);
    if (kind < 0.6) return { method: 'GET' as const, url: `/api/search${query()}` };
    if (kind < 0.7)
      return {
        method,
        url: `/${one(['media/', 'api/', 'assets/', ''])}${one([...RAW, ...WORDS.map(encodeURIComponent)])}`,
      };
    const headers = { 'content-type': one(TYPES) };
    const options = random.next() < 0.5 ? '' : query().replace(/words=[^&]*&?/, '');
    return { method: 'POST' as const, url: `/api/search${options}`, headers, payload: body() };
  };

  const told: unknown[] = [];
  const { error } = console;
  console.error = (...words) => told.push(words);
  const counts: Record<number, number> = {};
  const wrong: unknown[] = [];
  try {
    for (let i = 0; i < REQUESTS; i++) {
      const asked = request();
      const { statusCode, body: said, headers } = await small.server.inject(asked);
      counts[statusCode] = (counts[statusCode] ?? 0) + 1;
      const words = statusCode < 400 || asked.method === 'HEAD' || typeof JSON.parse(said).error === 'string';
      if (statusCode >= 500 || !words) wrong.push([asked.method, asked.url, statusCode, said, told.at(-1), headers]);
    }
  } finally {
    console.error = error;
  }
  expect(wrong).toEqual([]);
  // it asks sensible things as well
  expect(counts[200]).toBeGreaterThan(REQUESTS / 10);
  expect(counts[400]).toBeGreaterThan(REQUESTS / 10);
});

function formOf(files: Buffer[]): Buffer {
  const parts = files.flatMap((file, i) => [
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${i}"\r\n\r\n`),
    file,
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

/** A picture, a clip, sounds, silence and nothing of these. */
async function someFiles(): Promise<Buffer[]> {
  const items = [...small.searches.concepts.items.values()];
  const media = await Promise.all(
    ['image', 'video', 'audio'].map(
      async kind => (await mediumOf(items.find(({ modality }) => modality === kind)!.content))?.bytes,
    ),
  );
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>';
  return [
    ...media.flatMap(bytes => bytes ?? []),
    ...[0, 0.5].map(value => encodeWav(new Float32Array(16_000).fill(value), 16_000)),
    encodeWav(new Float32Array(1).fill(0.5), 8_000),
    ...[svg, 'hello', '', 'ID3', 'OggS'].map(text => Buffer.from(text)),
  ];
}
