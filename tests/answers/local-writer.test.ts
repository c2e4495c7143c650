import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Answers } from '../../lib/answers/answer';
import { type LocalWriterOptions, localWriter } from '../../lib/answers/local-writer';
import { openAnswers } from '../../lib/answers/open-answers';
import { ReaderError } from '../../lib/answers/written-answer';

// The real process of the reader 'model', over a library of ours in node-llama-cpp's place: what it says is in the model's file, and it
// hangs or dies where a question says so. The real library: local-writer.slow.test.ts.

const PASSAGES = [
  {
    title: 'Zebra',
    text: 'Zebras are African equines with striped coats. Stripes are a deterrent for biting flies, says the most evidence.',
  },
  { title: 'Lion', text: 'The lion is a large cat of Africa and India. Lions live in prides.' },
];
const QUESTION = 'What are zebra stripes a deterrent for?';
const SAID = 'Stripes deter biting flies. They also scare lions.';

let folder: string;
const model = () => path.join(folder, 'Small.gguf');
function restore(): void {
  const library = path.join(folder, 'node_modules', 'node-llama-cpp');
  cpSync(path.join(__dirname, 'small-llama'), library, { recursive: true });
  writeFileSync(model(), SAID);
}
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'course-reader-'));
  restore();
  const sha256 = createHash('sha256').update(SAID).digest('hex');
  const about = { file: 'Small.gguf', bytes: SAID.length, sha256 };
  writeFileSync(path.join(folder, 'model.json'), JSON.stringify(about));
  vi.stubEnv('COURSE_READER_FOLDER', folder);
});
const open: { close?(): unknown }[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const one of open.splice(0)) await one.close?.();
  rmSync(folder, { recursive: true, force: true });
});

async function opened(): Promise<Answers> {
  const answers = await openAnswers({ reader: 'model', passages: PASSAGES });
  open.push(answers);
  return answers;
}

function writer(options: LocalWriterOptions = {}) {
  const made = localWriter({ folder, ...options });
  open.push(made);
  return {
    write: (content: string, more: { signal?: AbortSignal; onText?: (piece: string) => void } = {}) =>
      made.write(
        [
          { role: 'system', content: 'You answer.' },
          { role: 'user', content },
        ],
        more,
      ),
  };
}

test('an answer comes in pieces, and each sentence is compared with the passage', async () => {
  const answers = await opened();
  expect(answers.reader).toBe('Small');
  const pieces: string[] = [];
  const answer = await answers.ask({ text: QUESTION }, { onText: piece => pieces.push(piece) });
  expect(answer).toMatchObject({
    reader: 'Small',
    abstained: false,
    claims: [{ supported: true }, { supported: false }],
  });
  expect(answer.text).toBe('Stripes deter biting flies. They also scare lions. [not in the sources]');
  expect(pieces.length).toBeGreaterThan(3);
  expect(pieces.join('')).toBe(SAID);
});

test('questions at once are answered one after the other, each with its own', async () => {
  const { write } = writer();
  const asked = ['repeat one', 'repeat two', 'repeat three'];
  const pieces = asked.map(() => '');
  const told = await Promise.all(
    asked.map((text, i) =>
      write(text, {
        onText: piece => {
          pieces[i] += piece;
        },
      }),
    ),
  );
  expect(told).toEqual(asked);
  expect(pieces).toEqual(asked);
});

test('who stops one in the middle gets the reason, and the next is answered', async () => {
  const { write } = writer();
  const stop = new AbortController();
  const waiting = write('go on for ever', { signal: stop.signal, onText: () => stop.abort(new Error('enough')) });
  const next = write('repeat this');
  await expect(waiting).rejects.toThrow('enough');
  expect(await next).toBe('repeat this');
});

test('one that was stopped before its turn stops no other', async () => {
  const { write } = writer();
  const stop = new AbortController();
  const first = write('repeat first');
  const second = write('repeat second', { signal: stop.signal });
  stop.abort(new Error('enough'));
  await expect(second).rejects.toThrow('enough');
  expect(await first).toBe('repeat first');
});

test('a process that is killed is told in words, the quotation is not lost, and the next question starts another', async () => {
  const answers = await opened();
  const failed = await answers.ask({ text: `${QUESTION} Die` }).catch(error => error);
  expect(failed).toBeInstanceOf(ReaderError);
  expect(failed.message).toBe(
    "the model's process ended, most often because memory ran out; close what else is running, and ask again",
  );
  expect(failed.quoted.text).toContain('biting flies');
  expect((await answers.ask({ text: QUESTION })).reader).toBe('Small');
});

test('an answer that does not end is given up', async () => {
  const { write } = writer({ seconds: 1 });
  await expect(write('go on for ever')).rejects.toThrow("the model's process gave no whole answer in 1 s");
  expect(await write('repeat this')).toBe('repeat this');
});

test('too little memory is said before the model is loaded', async () => {
  const { write } = writer({ memory: 1e15 });
  await expect(write('repeat this')).rejects.toThrow(
    /^the model needs 1,000,000,000 MB of memory, and [\d,]+ MB are free/,
  );
});

test.each<[string, () => void, RegExp]>([
  [
    'cut short',
    () => truncateSync(model(), 5),
    /the model has a file of 5 bytes, expected 50; run npm run setup -- --reader/,
  ],
  ['changed', () => writeFileSync(model(), SAID.replace('flies', 'moths')), /has a file that has been changed since/],
  ['gone', () => rmSync(model()), /the model is not there: expected its file at .*Small\.gguf; run npm run setup/],
  [
    'without its library',
    () => rmSync(path.join(folder, 'node_modules'), { recursive: true }),
    /the model failed \(Cannot find module 'node-llama-cpp'\); if it fails again, run npm run setup -- --reader --remove/,
  ],
])('a model that is %s: says so, and what to do; mended, it answers', async (_, harm, words) => {
  const { write } = writer();
  harm();
  await expect(write('repeat this')).rejects.toThrow(words);
  restore();
  expect(await write('repeat this')).toBe('repeat this');
});

test('what is not installed is said before anything is asked, with the command that does it', async () => {
  rmSync(path.join(folder, 'model.json'));
  await expect(openAnswers({ reader: 'model' })).rejects.toThrow(
    /no model is installed in .*; run npm run setup -- --reader once/,
  );
});
