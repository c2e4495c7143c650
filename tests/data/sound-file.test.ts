import { chmod, copyFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSound } from '../../lib/data/sound-file';
import { encodeWav } from '../../lib/data/wav';
import { asNobody, canBeNobody } from '../as-nobody';

const SOUNDS = join(__dirname, '..', 'reference', 'fixtures', 'sounds');
const sound = (name: string) => join(SOUNDS, name);
const tone = (seconds: number, rate = 8000, hertz = 440) =>
  Float32Array.from({ length: Math.round(seconds * rate) }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / rate));

/** How loud a sound is at one frequency: the amplitude of its part there. */
function amplitudeAt(samples: Float32Array, rate: number, hertz: number): number {
  let [re, im] = [0, 0];
  samples.forEach((sample, i) => {
    re += sample * Math.cos((2 * Math.PI * hertz * i) / rate);
    im += sample * Math.sin((2 * Math.PI * hertz * i) / rate);
  });
  return (2 * Math.hypot(re, im)) / samples.length;
}

/** Without the beginning and the end, where coders fade and add silence. */
const middle = (samples: Float32Array) => samples.subarray(samples.length / 4, (3 * samples.length) / 4);

/** A WAV file of any kind; `write` puts one sample at a place. */
function wavOf(format: number, bits: number, channels: Float32Array[], rate = 8000): Buffer {
  const bytes = bits / 8;
  const data = Buffer.alloc(channels[0].length * channels.length * bytes);
  channels[0].forEach((_, i) => {
    channels.forEach((channel, c) => {
      const at = (i * channels.length + c) * bytes;
      if (format === 3 && bits === 32) data.writeFloatLE(channel[i], at);
      else if (format === 3) data.writeDoubleLE(channel[i], at);
      else if (bits === 8) data.writeUInt8(Math.round(128 + 127 * channel[i]), at);
      else data.writeIntLE(Math.round(channel[i] * (2 ** (bits - 1) - 1)), at, bytes);
    });
  });
  const header = encodeWav(new Float32Array(), rate);
  header.writeUInt16LE(format, 20);
  header.writeUInt16LE(channels.length, 22);
  header.writeUInt32LE(rate * channels.length * bytes, 28);
  header.writeUInt16LE(channels.length * bytes, 32);
  header.writeUInt16LE(bits, 34);
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sound-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a sound of the reader’s own', () => {
  test.each(['tone.flac', 'tone.ogg', 'tone.opus', 'tone.mp3', 'tone-vbr.mp3'])(
    '%s is the tone that was coded',
    async name => {
      const { samples, rate, seconds } = await readSound(sound(name));
      expect(rate).toBe(name === 'tone.opus' ? 48_000 : 22_050);
      expect(samples.length / rate).toBe(seconds);
      expect(Math.abs(seconds - 1)).toBeLessThan(0.08); // MP3 adds silence at both ends
      expect(Math.abs(amplitudeAt(middle(samples), rate, 440) - 0.5)).toBeLessThan(0.03);
      expect(amplitudeAt(middle(samples), rate, 900)).toBeLessThan(0.01);
    },
  );

  test.each(['stereo-tone.mp3', 'stereo-tone.flac'])('%s is mixed down to the mean of its channels', async name => {
    const { samples, rate } = await readSound(sound(name));
    expect(Math.abs(amplitudeAt(middle(samples), rate, 440) - 0.375)).toBeLessThan(0.03);
  });

  test.each([
    [1, 8],
    [1, 16],
    [1, 24],
    [1, 32],
    [3, 32],
    [3, 64],
  ])('a WAV of format %s with %s bits is read to its last bit', async (format, bits) => {
    const original = tone(0.1);
    const { samples, rate } = await readSound(wavOf(format, bits, [original]));
    expect(rate).toBe(8000);
    const step = format === 3 ? 1e-7 : 2 ** (1 - bits);
    samples.forEach((sample, i) => {
      expect(Math.abs(sample - original[i])).toBeLessThan(1.6 * step + 1e-7);
    });
  });

  test('a WAV that a program wrote into a pipe, with no length in its header', async () => {
    const wav = encodeWav(tone(0.1), 8000);
    wav.writeUInt32LE(0xffffffff, 40);
    expect((await readSound(wav)).samples.length).toBe(800);
  });

  test('channels that cancel each other out are not taken for silence', async () => {
    const left = tone(0.1);
    const { samples } = await readSound(wavOf(1, 16, [left, left.map(x => -x)]));
    expect(Math.abs(amplitudeAt(samples, 8000, 440) - 0.5)).toBeLessThan(0.01);
  });

  test('is brought to the rate that is asked for', async () => {
    const { samples, rate, seconds } = await readSound(sound('tone.flac'), { rate: 16_000 });
    expect([rate, seconds, samples.length]).toEqual([16_000, 1, 16_000]);
    expect(Math.abs(amplitudeAt(samples, rate, 440) - 0.5)).toBeLessThan(0.01);
  });

  test('is known by its bytes, not by its name', async () => {
    await copyFile(sound('tone.flac'), join(folder, 'holiday.mp3'));
    expect((await readSound(join(folder, 'holiday.mp3'))).rate).toBe(22_050);
  });
});

describe('what is no sound that can be used', () => {
  const fails = (file: string | Uint8Array, message: RegExp, options = {}) =>
    expect(readSound(file, options)).rejects.toThrow(message);

  test('a file that does not exist, a folder, and nothing', async () => {
    await fails(join(folder, 'lion.wav'), /readSound: lion.wav cannot be used: there is no such file/);
    await fails(folder, /is a folder or a device, expected a file/);
    await fails(undefined as unknown as string, /expected a path or the bytes/);
  });

  test.skipIf(!canBeNobody)('a file that may not be read', async () => {
    await copyFile(sound('tone.flac'), join(folder, 'secret.flac'));
    await chmod(join(folder, 'secret.flac'), 0);
    await asNobody(() => fails(join(folder, 'secret.flac'), /secret.flac cannot be used: you may not read it/));
  });

  test.each([
    ['an empty file', '', /it is empty/],
    [
      'text',
      'a roaring lion, not a recording of one',
      /no sound file that is known here; expected WAV, Ogg, MP3 or FLAC/,
    ],
    ['a picture', '\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR and so on\0\0\0\0IDAT', /it is a PNG picture; expected WAV/],
    [
      'a telephone’s recording',
      '\0\0\0\x20ftypM4A and so on',
      /it is an MPEG-4 file \(m4a, mp4\); expected WAV.*ffmpeg/,
    ],
    ['a melody without sound', 'MThd and so on', /a MIDI file/],
  ])('%s', (_, bytes, message) => fails(Buffer.from(bytes, 'latin1'), message));

  test('random bytes', async () => {
    const noise = Uint8Array.from({ length: 100_000 }, (_, i) => (i * i * 7919 + (i >> 3)) % 251);
    await fails(noise, /no sound file that is known here/);
  });

  test('silence, and the least noise', async () => {
    await fails(encodeWav(new Float32Array(8000), 8000), /it is silent; expected something to hear/);
    await fails(encodeWav(new Float32Array(8000).fill(0.00005), 8000), /it is silent/);
  });

  test('an hour: refused before it is decoded', async () => {
    const hour = encodeWav(tone(1), 8000);
    const promised = Buffer.concat([hour, Buffer.alloc(3599 * 16_000)]);
    promised.writeUInt32LE(3600 * 16_000, 40);
    await fails(promised, /it lasts 60 minutes, expected at most 5 minutes; cut out what you need/);
    const mp3 = await readFile(sound('tone.mp3'));
    await fails(Buffer.concat(Array(400).fill(mp3)), /it lasts \d+ minutes, expected at most 5 minutes/);
  });

  test.each(['tone.flac', 'tone.ogg', 'tone.opus', 'tone.mp3', 'tone-vbr.mp3', 'stereo-tone.mp3'])(
    '%s, cut short anywhere',
    async name => {
      const whole = await readFile(sound(name));
      for (const share of [0.3, 0.6, 0.9])
        await fails(whole.subarray(0, Math.floor(whole.length * share)), /cut short|damaged/);
    },
  );

  test('a WAV that is cut short says by how much', async () => {
    await writeFile(join(folder, 'roar.wav'), encodeWav(tone(1), 8000));
    await truncate(join(folder, 'roar.wav'), 44 + 8000);
    await fails(join(folder, 'roar.wav'), /roar.wav .* cut short: 0.50 seconds of the 1.00 that its header promises/);
    await fails(encodeWav(tone(1), 8000).subarray(0, 30), /cut short/);
  });

  test('a WAV in a coding that is not supported, or of no channels', async () => {
    await fails(wavOf(6, 8, [tone(0.1)]), /format 6, 8 bits\); expected PCM/);
    const none = encodeWav(tone(0.1), 8000);
    none.writeUInt16LE(0, 22);
    await fails(none, /0 channels at 8000 Hz/);
  });

  test('samples that are no numbers', async () => {
    await fails(wavOf(3, 32, [Float32Array.from([0.5, Number.NaN, 0.5])]), /some samples are no numbers/);
  });

  test.each([0, -1, 44.1, Number.NaN])('a rate of %s', rate =>
    fails(sound('tone.flac'), /the rate is .*expected a whole number/, { rate }),
  );
});
