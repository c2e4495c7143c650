import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import type { SeenPicture } from '../../lib/data/picture-items';
import { encodeWav } from '../../lib/data/wav';
import { answeringProcess, NoAnswer } from '../../lib/engine/answering-process';
import { Refusal } from '../../tools/search/refusal';
import { startUploadReader } from '../../tools/search/upload-reader';

const SOUNDS = join(__dirname, '..', 'reference', 'fixtures', 'sounds');
const reader = startUploadReader();
afterAll(() => reader.close());

const flat = (side: number, background = 'red') =>
  sharp({ create: { width: side, height: side, channels: 3, background } })
    .png()
    .toBuffer();

test('a picture, a clip and a sound arrive as typed arrays, at the towers’ side and rate', async () => {
  const read = async (files: Buffer[]) =>
    (await reader.read(files, 'concepts')) as { asked: string; seen: SeenPicture[] };
  const { seen, asked } = await read([await flat(100)]);
  expect(asked).toBe('a picture');
  expect(seen.length).toBe(1);
  for (const [what, side] of [
    ['picture', 48],
    ['photograph', 224],
  ] as const) {
    const { pixels, side: there } = seen[0][what];
    expect([there, pixels.length, ...pixels.subarray(0, 3)]).toEqual([side, side * side * 3, 255, 0, 0]);
  }

  const frames = [await flat(60), await flat(60, 'blue'), await flat(60, 'lime')];
  const film = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  const clip = await read([film]);
  expect(clip.asked).toBe('a clip of 3 frames');
  const colours = clip.seen.map(({ picture, photograph }) =>
    [picture, photograph].map(({ pixels }) => pixels.subarray(0, 3).join()),
  );
  const [red, blue, lime] = ['255,0,0', '0,0,255', '0,255,0'];
  expect(colours.map(([drawn]) => drawn).join(' ')).toBe([red, red, blue, lime].join(' '));
  expect(colours.every(([drawn, photographed]) => drawn === photographed)).toBe(true);

  const heard = await reader.read([readFileSync(join(SOUNDS, 'tone.flac'))], 'digits');
  const { sound } = (heard as unknown as { content: { sound: { samples: Float32Array; rate: number } } }).content;
  expect(sound.samples).toBeInstanceOf(Float32Array);
  expect([sound.rate, sound.samples.length]).toEqual([8000, 8000]);
});

test.each([
  ['silence', encodeWav(new Float32Array(8000), 8000), 400, /it is silent/],
  ['text', Buffer.from('no picture and no sound'), 415, /neither a picture that is read here/],
  ['nothing', Buffer.alloc(0), 400, /the file is empty/],
  ['a HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 415, /HEIC/],
])('%s is refused in words', async (_, file, status, words) => {
  const refusal = await reader.read([file], 'concepts').catch((error: Error) => error);
  expect(refusal).toBeInstanceOf(Refusal);
  expect([(refusal as Refusal).statusCode, (refusal as Refusal).message]).toEqual([
    status,
    expect.stringMatching(words),
  ]);
});

test('an animation of more pixels than are read is refused before any of it is drawn', async () => {
  const frame = await flat(8100);
  const film = await sharp([frame, frame], { join: { animated: true } })
    .gif({ effort: 1 })
    .toBuffer();
  await expect(reader.read([film], 'concepts')).rejects.toThrow(/is 8,100 x 8,100 pixels, expected at most 64,000,000/);
});

const PROGRAM = join(__dirname, 'answers-or-ends.cjs');

test('a process that ends, or takes too long, says so, and the next question is answered', async () => {
  const child = answeringProcess<object, number>(PROGRAM, { seconds: 2 });
  try {
    expect(await child.ask({ answer: 1 })).toBe(1);
    const why = (question: object) => child.ask(question).catch((error: NoAnswer) => error.why);
    const [ended, late, after] = await Promise.all([why({ end: true }), why({ wait: true }), child.ask({ answer: 2 })]);
    expect([ended, late, after]).toEqual(['ended', 'took too long', 2]);
    const stopped = Promise.all([why({ wait: true }), why({ answer: 3 })]);
    setTimeout(child.stop, 100);
    expect(await stopped).toEqual(['ended', 'ended']);
    expect(await child.ask({ answer: 3 })).toBe(3);
  } finally {
    child.stop();
  }
});

test('a program that has had its day is replaced before the next question', async () => {
  const child = answeringProcess<object, number>(PROGRAM, { seconds: 20, isSpent: answer => answer === 2 });
  const answers = Promise.all([child.ask({ count: true }), child.ask({ count: true }), child.ask({ count: true })]);
  expect(await answers).toEqual([1, 2, 1]);
  child.stop();
});

test('a program that is not there could not be asked, or ended', async () => {
  const child = answeringProcess<object, number>(join(__dirname, 'nowhere.cjs'), { seconds: 20, silent: true });
  await expect(child.ask({})).rejects.toBeInstanceOf(NoAnswer);
  child.stop();
});
