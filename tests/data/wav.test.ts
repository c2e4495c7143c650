import { describe, expect, test } from 'vitest';
import { decodeWav, encodeWav, readWavHeader, wavDataUri } from '../../lib/data/wav';

const ramp = Float32Array.from({ length: 101 }, (_, i) => (i - 50) / 50);

describe('WAV', () => {
  test('comes back as it was, to the 16 bits of a sample', () => {
    const { channels, rate } = decodeWav(encodeWav(ramp, 22_050));
    expect([rate, channels.length]).toEqual([22_050, 1]);
    channels[0].forEach((sample, i) => {
      expect(Math.abs(sample - ramp[i])).toBeLessThan(1.6 / 32_768);
    });
  });

  test('has the header that players read', () => {
    const wav = encodeWav(ramp, 8000);
    expect(wav.length).toBe(44 + 202);
    expect([wav.toString('latin1', 0, 4), wav.toString('latin1', 8, 16)]).toEqual(['RIFF', 'WAVEfmt ']);
    expect([wav.readUInt32LE(4), wav.readUInt32LE(24), wav.readUInt32LE(28), wav.readUInt32LE(40)]).toEqual([
      238, 8000, 16_000, 202,
    ]);
    expect(readWavHeader(wav)).toEqual({ rate: 8000, samples: 101 });
  });

  test('clips what is too loud, and does not turn it around', () => {
    const { channels } = decodeWav(encodeWav(Float32Array.from([1.5, -2]), 8000));
    expect(channels[0][0]).toBeGreaterThan(0.999);
    expect(channels[0][1]).toBeLessThan(-0.999);
  });

  test('is found behind chunks of other kinds, of odd length too', () => {
    const wav = encodeWav(ramp, 8000);
    const note = Buffer.from('LIST\x05\0\0\0notes\0', 'latin1');
    const longer = Buffer.concat([wav.subarray(0, 36), note, wav.subarray(36), note]);
    expect(decodeWav(longer)).toEqual(decodeWav(wav));
  });

  test('goes into the address of a player', () => {
    const [head, data] = wavDataUri(ramp, 8000).split(',');
    expect(head).toBe('data:audio/wav;base64');
    expect(Buffer.from(data, 'base64')).toEqual(encodeWav(ramp, 8000));
  });

  test.each([0, -8000, 44_100.5, Number.NaN])('is not written at %s samples a second', rate => {
    expect(() => encodeWav(ramp, rate)).toThrow(/expected a whole number of samples a second/);
  });
});
