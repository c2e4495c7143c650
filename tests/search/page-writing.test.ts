import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Reply, WritingLine } from '../../tools/search/answers';
import { openReplies } from '../../tools/search/open-replies';
import { type Behaviour, chatServer } from '../answers/chat-server';
import { serveWith, startSmallServer } from './page-server';

// A model that writes beside what is quoted: real servers on the loopback, that of the page and that of the model.

let small: Awaited<ReturnType<typeof startSmallServer>>;
beforeAll(async () => {
  small = await startSmallServer(['beaver']);
});
afterAll(() => small?.close());

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0)) await close();
});

async function start(behaviour: Behaviour, text?: string, seconds?: number) {
  const model = await chatServer(behaviour, text);
  const answers = await openReplies({ url: model.url, model: 'small', seconds });
  const { address, close } = await serveWith(small.searches, answers);
  closing.push(close, model.close);
  const ask = async (question: string): Promise<Reply> => {
    const response = await fetch(`${address}/api/answer?${new URLSearchParams({ question })}`);
    expect(response.status).toBe(200);
    return response.json() as Promise<Reply>;
  };
  const writing = async (at: string) => linesOf(await (await fetch(`${address}${at}`)).text());
  return { address, model, ask, writing };
}

const linesOf = (text: string): WritingLine[] =>
  text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));

test('the quotation comes first; then what the model writes, bit by bit, each sentence marked', async () => {
  const { ask, writing, model } = await start('well', 'Beavers consume tree bark and grasses. They also eat fish.');
  const reply = await ask('What do beavers eat?');
  expect(reply.text).toContain('tree bark');
  expect(reply.writing).toEqual({ address: expect.stringMatching(/^\/api\/writing\//), model: 'small' });
  expect(model.requests).toEqual([]);
  const lines = await writing(reply.writing!.address);
  const pieces = lines.flatMap(line => ('piece' in line ? line.piece : []));
  expect(pieces.length).toBeGreaterThan(3);
  expect(pieces.join('')).toBe('Beavers consume tree bark and grasses. They also eat fish.');
  expect(lines.at(-1)).toMatchObject({
    written: {
      claims: [
        { text: 'Beavers consume tree bark and grasses.', supported: true, source: 0 },
        { text: 'They also eat fish.', supported: false },
      ],
      sources: [{ title: 'Beaver', licence: 'Wikipedia contributors, CC BY-SA 4.0', concepts: ['beaver'] }],
    },
  });
});

test('where nothing answers, no model is asked; one that finds nothing says no sentence', async () => {
  const { ask, writing, model } = await start('well', 'The text does not say.');
  expect(await ask('Who invented the bicycle?')).not.toHaveProperty('writing');
  const lines = await writing((await ask('What do beavers eat?')).writing!.address);
  expect(lines.at(-1)).toMatchObject({ written: { claims: [], sources: [] } });
  expect(model.requests.length).toBe(1);
});

test.each<[Behaviour, RegExp, number?]>([
  ['cuts', /broke off in the middle|does not answer/],
  ['asks for a key', /asks for a key \(401\): put it into the environment as COURSE_READER_KEY/],
  ['fails', /failed with status 500/],
  ['sends a page', /not as OpenAI's chat completions do/],
  ['slow', /gave no whole answer in 0\.3 s/, 0.3],
])('a server that %s is told in words, without the key', async (behaviour, words, seconds) => {
  vi.stubEnv('COURSE_READER_KEY', 'sk-secret-of-mine');
  const { ask, writing } = await start(behaviour, 'Tree bark.', seconds);
  const lines = await writing((await ask('What do beavers eat?')).writing!.address);
  expect(lines.at(-1)).toEqual({ problem: expect.stringMatching(words) });
  expect(JSON.stringify(lines)).not.toContain('sk-secret');
});

test('who goes away stops the model, and the next is answered', async () => {
  const { address, ask, model } = await start('never ends');
  const { writing } = await ask('What do beavers eat?');
  const stop = new AbortController();
  const response = await fetch(`${address}${writing!.address}`, { signal: stop.signal });
  await response.body!.getReader().read();
  stop.abort();
  await vi.waitFor(() => expect(model.dropped()).toBe(1), 20_000);
  expect((await ask('What do beavers eat?')).text).toContain('tree bark');
});

test('an address that nothing is written at is said to be none', async () => {
  const { address } = await start('well', 'Tree bark.');
  const response = await fetch(`${address}/api/writing/nothing`);
  expect([response.status, await response.json()]).toEqual([
    404,
    { error: 'the question is not known any more; ask it again' },
  ]);
});
