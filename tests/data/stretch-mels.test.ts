import { expect, test } from 'vitest';
import { stretchMels } from '../../lib/data/stretch-mels';

const size = { frames: 4, bands: 2 };
const mels = Float32Array.from([0, 10, 2, 12, 4, 14, 6, 16, 1, 1, 1, 1, 1, 1, 1, 1]); // two sounds

test('a sound twice as long has twice the frames, as far as there is room', () => {
  expect([...stretchMels(mels, size, 2)]).toEqual([0, 10, 1, 11, 2, 12, 3, 13, 1, 1, 1, 1, 1, 1, 1, 1]);
});

test('a shorter one is followed by silence, and does not run into the next', () => {
  expect([...stretchMels(mels, size, 0.5)]).toEqual([0, 10, 4, 14, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0]);
});
