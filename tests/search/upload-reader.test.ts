import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
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
  const { content, asked } = await reader.read([await flat(100)], 'concepts');
  expect(asked).toBe('a picture');
  const { picture } = content as { picture: { pixels: Uint8Array; side: number } };
  expect([picture.side, picture.pixels.length, ...picture.pixels.subarray(0, 3)]).toEqual([48, 48 * 48 * 3, 255, 0, 0]);

  const frames = [await flat(60), await flat(60, 'blue'), await flat(60, 'lime')];
  const film = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  const clip = (await reader.read([film], 'concepts')).content as { clip: { pixels: Uint8Array } };
  expect(clip.clip.pixels.length).toBe(8 * 48 * 48 * 3);

  const heard = await reader.read([readFileSync(join(SOUNDS, 'tone.flac'))], 'digits');
  const { sound } = heard.content as { sound: { samples: Float32Array; rate: number } };
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
