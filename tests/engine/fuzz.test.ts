import { beforeAll, describe, expect, it } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { testRandomShapes } from './shapes';
import { expectAsOnCpu } from './support';

beforeAll(async () => {
  await startEngine({ engine: 'wasm' });
});

describe('ops of random shapes give what the cpu engine gives', () => {
  testRandomShapes(1); // more seeds in fuzz.slow.test.ts

  it('also after the heap has grown under the helper threads', async () => {
    const before = tf.memory().numBytes;
    const big = tf.zeros([96, 1024, 1024]);
    await expectAsOnCpu(() => tf.matMul(tf.ones([300, 200]), tf.ones([200, 129])));
    big.dispose();
    expect(tf.memory().numBytes).toBe(before);
  });
});
