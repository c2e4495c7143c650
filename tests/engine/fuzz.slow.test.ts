import { beforeAll, describe } from 'vitest';
import { startEngine } from '../../lib/engine/index';
import { testRandomShapes } from './shapes';

beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
});

describe('ops of random shapes give what the cpu engine gives', () => {
  for (const seed of [2, 3, 4, 5]) testRandomShapes(seed); // 1 in fuzz.test.ts
});
