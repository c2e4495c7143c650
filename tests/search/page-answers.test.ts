import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAnswers } from '../../lib/answers/open-answers';
import { encodeWav } from '../../lib/data/wav';
import { seededRandom } from '../../lib/engine/seeds';
import type { CourseItem } from '../../lib/search/course-items';
import type { Reply } from '../../tools/search/answers';
import { mediumOf } from '../../tools/search/media';
import { formOf, serveWith, startSmallServer } from './page-server';

// Questions to the page's server, over the passages that ship and a few concepts.

let small: Awaited<ReturnType<typeof startSmallServer>>;
beforeAll(async () => {
  small = await startSmallServer(['lion', 'beaver', 'violin', 'elephant', 'rooster', 'zebra']);
});
afterAll(() => small?.close());

const at = (options: Record<string, string>) => `${small.address}/api/answer?${new URLSearchParams(options)}`;
const replied = async (response: Response): Promise<Reply> => {
  expect(response.status).toBe(200);
  return response.json() as Promise<Reply>;
};
const asked = async (question: string, options: Record<string, string> = {}) =>
  replied(await fetch(at({ question, ...options })));
const askedAbout = async (file: Uint8Array | string, question: string) =>
  replied(await fetch(at({ question }), { method: 'POST', body: formOf(file) }));
const refused = async (response: Response): Promise<[number, string]> => [
  response.status,
  ((await response.json()) as { error: string }).error,
];
const item = (fits: (one: CourseItem) => boolean) => [...small.searches.concepts.items.values()].find(fits)!;
const bytesOf = async (fits: (one: CourseItem) => boolean) => (await mediumOf(item(fits).content))!.bytes;

describe('a question in words', () => {
  test('is answered by a sentence of a passage, with whose it is and what shows it', async () => {
    const reply = await asked('What do beavers eat?');
    expect(reply).toMatchObject({ abstained: false, concept: 'beaver' });
    expect(reply.text).toContain('tree bark');
    expect(reply.writing).toBeUndefined();
    const [{ items, ...source }] = reply.sources;
    expect(source).toEqual({
      title: 'Beaver',
      link: 'https://en.wikipedia.org/wiki/Beaver',
      licence: 'Wikipedia contributors, CC BY-SA 4.0',
      sentence: reply.text,
      concepts: ['beaver'],
    });
    expect(items.map(({ title, modality }) => [title, modality])).toContainEqual(['beaver', 'image']);
    for (const { media } of items) expect((await fetch(`${small.address}${media}`)).status).toBe(200);
  });

  test.each([
    ['Who invented the bicycle?', /no passage answers/],
    ['Which platform does the next train to Munich leave from?', /no passage answers/],
    ['フクロウは何を食べますか？', /are in English/],
  ])('%s is not in here, and that is said', async (question, words) => {
    const reply = await asked(question);
    expect(reply).toMatchObject({ abstained: true, sources: [], concept: null });
    expect(reply.text).toMatch(words);
  });

  test('what came near is named, and is no source', async () => {
    const { nearest } = await asked('Who invented the bicycle?');
    expect(nearest[0].title).toBe('Bicycle');
    const beaver = await asked('What do beavers eat?');
    expect(beaver.sources.length).toBe(1);
    expect(beaver.nearest.map(({ sentence }) => sentence)).not.toContain(beaver.text);
  });
});

describe('a question about something', () => {
  test('an item: what it shows is known', async () => {
    const { id } = item(({ title, source }) => title === 'beaver' && source === 'noto');
    const reply = await asked('What does it eat?', { id });
    expect(reply).toMatchObject({ abstained: false, concept: 'beaver' });
    expect(reply.sources[0].sentence).toContain('tree bark');
  });

  test('a picture that was dropped, and a sound', async () => {
    const picture = await bytesOf(({ title, source }) => title === 'zebra' && source === 'noto');
    const seen = await askedAbout(picture, 'In which parts of Africa does it live?');
    expect(seen).toMatchObject({ abstained: false, concept: 'zebra' });
    const note = await bytesOf(({ id, title }) => id.startsWith('note/') && title === 'Violin');
    const heard = await askedAbout(note, 'How many strings does this instrument have?');
    expect(heard).toMatchObject({ abstained: false, concept: 'violin' });
    expect(heard.text).toContain('four strings');
  });

  test('a sound that is like nothing here: nothing is known of it', async () => {
    const random = seededRandom('rain');
    const rain = encodeWav(
      Float32Array.from({ length: 32_000 }, () => 0.3 * (random.next() - 0.5)),
      16_000,
    );
    const reply = await askedAbout(rain, 'What does it eat?');
    expect(reply).toMatchObject({ abstained: true, sources: [] });
    expect(reply.text).toContain('nothing that is stored fits a sound of 2.0 seconds');
  });

  test('two questions at once have each its own answer', async () => {
    const { id } = item(({ title, source }) => title === 'elephant' && source === 'noto');
    const [beaver, elephant] = await Promise.all([
      asked('What do beavers eat?'),
      asked('What does this animal use its trunk for?', { id }),
    ]);
    expect([beaver.concept, elephant.concept]).toEqual(['beaver', 'elephant']);
  });
});

describe('what makes no sense is said so', () => {
  test.each([
    ['', 'nothing is asked: type a question'],
    ['question=', 'question makes no sense, expected a question of at most 2,000 characters'],
    ['question=%20', 'question makes no sense'],
    [`question=${'a'.repeat(2001)}`, 'expected a question of at most 2,000 characters'],
    ['question=a&question=b', 'question makes no sense'],
    ['question=what&colour=red', 'there is no option colour'],
    ['question=what&words=lion', 'there is no option words'],
    ['question=%E0%A4%A', 'the address is damaged'],
  ])('%s', async (query, words) => {
    const [status, error] = await refused(await fetch(`${small.address}/api/answer?${query}`));
    expect([status, error]).toEqual([400, expect.stringContaining(words)]);
  });

  test('an item that is not there, a file that is none, no file', async () => {
    const question = 'What is it?';
    expect(await refused(await fetch(at({ question, id: 'nobody' })))).toEqual([404, 'there is no such item']);
    const post = (body: FormData) => fetch(at({ question }), { method: 'POST', body });
    expect(await refused(await post(formOf('hello')))).toEqual([415, expect.stringContaining('neither a picture')]);
    expect((await refused(await post(new FormData())))[0]).toBe(400);
    const silent = encodeWav(new Float32Array(8000), 8000);
    expect(await refused(await post(formOf(silent)))).toEqual([400, expect.stringContaining('silent')]);
  });
});

const serving = async (passages: { title: string; text: string; link: string }[]) =>
  serveWith(small.searches, { ...(await openAnswers({ passages })), attribution: 'nobody' });

test('a passage of anybody’s: its text comes as it is, and its link only where it opens a page', async () => {
  const text = 'The wug eats <img src=x onerror=alert(1)> and \u0007 blue grass.';
  const passages = [{ title: 'Wug', text, link: 'javascript:alert(2)' }];
  const hostile = await serving(passages);
  try {
    const response = await fetch(`${hostile.address}/api/answer?question=What+does+the+wug+eat%3F`);
    expect(response.headers.get('content-type')).toContain('application/json');
    const { sources } = await replied(response);
    expect(sources).toMatchObject([{ title: 'Wug', sentence: text, link: '', concepts: [], items: [] }]);
  } finally {
    await hostile.close();
  }
});

test('without passages nothing is answered', async () => {
  const empty = await serving([]);
  try {
    const reply = await replied(await fetch(`${empty.address}/api/answer?question=What+do+lions+eat%3F`));
    expect(reply).toMatchObject({ abstained: true, text: expect.stringContaining('there are no passages') });
  } finally {
    await empty.close();
  }
});
