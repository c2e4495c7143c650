import { beforeAll, describe } from 'vitest';
import { startEngine } from '../../lib/engine/index';
import { rounds } from '../long';
import { testRandomShapes } from './shapes';

beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
});

describe('ops of random shapes give what the cpu engine gives', () => {
  for (let seed = 2; seed <= rounds(3, 9); seed++) testRandomShapes(seed); // 1 in fuzz.test.ts
});
