import { beforeAll, describe, expect, test } from 'vitest';
import type { Encoder } from '../../lib/encoders/encoder';
import { rememberRows, rememberTexts } from '../../lib/encoders/remembered';
import { startEngine, tf } from '../../lib/engine/index';

beforeAll(() => startEngine());

/** What rows hold, which are let go. */
async function read(rows: tf.Tensor2D): Promise<number[][]> {
  const values = await rows.array();
  rows.dispose();
  return values;
}

describe('rows that are remembered', () => {
  test('are made once, and come in the order that is asked for', async () => {
    const asked: number[][] = [];
    const rowsOf = rememberRows(2);
    const rows = async (keys: string[]) =>
      read(
        await rowsOf(keys, async positions => {
          asked.push(positions);
          return tf.tensor2d(
            positions.flatMap(i => [Number(keys[i]), 1]),
            [positions.length, 2],
          );
        }),
      );
    const before = tf.memory().numTensors;
    expect(await rows(['3', '5'])).toEqual([
      [3, 1],
      [5, 1],
    ]);
    expect(await rows(['7', '5', '9', '7'])).toEqual([
      [7, 1],
      [5, 1],
      [9, 1],
      [7, 1],
    ]);
    expect(await rows(['9'])).toEqual([[9, 1]]);
    expect(asked).toEqual([
      [0, 1],
      [0, 2],
    ]);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('an encoder of texts that remembers', () => {
  test('reads each text once, and leaves the encoder as it is', async () => {
    const asked: string[][] = [];
    let disposed = false;
    const lengths: Encoder<string[]> = {
      modality: 'text',
      dim: 2,
      embed: async texts => {
        asked.push(texts);
        return tf.tensor2d(
          texts.flatMap(text => [text.length, 1]),
          [texts.length, 2],
        );
      },
      dispose: () => {
        disposed = true;
      },
    };
    const remembering = rememberTexts(lengths);
    expect(await read(await remembering.embed(['a', 'bcd']))).toEqual([
      [1, 1],
      [3, 1],
    ]);
    expect(await read(await remembering.embed(['bcd', 'ef']))).toEqual([
      [3, 1],
      [2, 1],
    ]);
    expect(asked).toEqual([['a', 'bcd'], ['ef']]);
    remembering.dispose();
    expect([remembering.dim, remembering.modality, disposed]).toEqual([2, 'text', false]);
  });
});
