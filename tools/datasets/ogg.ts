/** Ogg Vorbis by Debian's encoder: the same sound gives the same bytes. */
import { execFileSync } from 'node:child_process';
import type { Source } from '../../lib/data/data-set';
import { encodeWav } from '../../lib/data/wav';

export const VORBIS: Source[] = [
  { package: 'vorbis-tools', version: '1.4.2-1+b1' },
  { package: 'libvorbisenc2', version: '1.3.7-1' },
];

/** @param quality oggenc's, from -1 (smallest) to 10 */
export function encodeVorbis(samples: Float32Array, rate: number, quality: number): Buffer {
  const options = ['--quiet', '--serial', '1', '--quality', String(quality), '--output', '-', '-'];
  return execFileSync('oggenc', options, {
    input: encodeWav(samples, rate),
    maxBuffer: 1 << 27,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}
