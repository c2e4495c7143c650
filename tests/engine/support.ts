import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import { tf } from '../../lib/engine/index';

export type Tensors = tf.Tensor | tf.Tensor[];
type Values = { shape: number[]; values: number[] }[];

/** Standard normal numbers, the same on every engine. */
export const normal = <R extends tf.Rank>(shape: number[], seed: number) =>
  tf.randomNormal(shape as [number], 0, 1, 'float32', seed) as tf.Tensor as tf.Tensor<R>;

/** The sum of squares: a scalar whose gradient tells an op's outputs apart. */
export const energy = (y: tf.Tensor) => tf.sum(tf.square(y)) as tf.Scalar;

/** What `compute` gives on a backend of this process; the one that is set stays. */
export async function on(backend: string, compute: () => Tensors): Promise<Values> {
  const before = tf.getBackend();
  await tf.setBackend(backend);
  const tensors = [tf.tidy(compute)].flat();
  const results: Values = [];
  for (const tensor of tensors) results.push({ shape: tensor.shape, values: Array.from(await tensor.data()) });
  tf.dispose(tensors);
  await tf.setBackend(before);
  return results;
}

/**
 * Expects `compute` to give the same on the engine that runs as on the plain `cpu` one, to `tolerance` of the largest value (at least 1);
 * NaN equals nothing.
 */
export async function expectAsOnCpu(compute: () => Tensors, tolerance = 1e-4): Promise<void> {
  const actual = await on(tf.getBackend(), compute);
  const expected = await on('cpu', compute);
  expect(actual.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  expect(largestDifference(actual, expected)).toBeLessThanOrEqual(tolerance);
}

/** The largest difference in relation to the largest expected value; Infinity where one is NaN. */
export function largestDifference(actual: Values, expected: Values): number {
  let scale = 1;
  let worst = 0;
  actual.forEach(({ values }, i) => {
    values.forEach((value, j) => {
      const wanted = expected[i].values[j];
      const difference = Math.abs(value - wanted);
      worst = Number.isNaN(difference) ? Infinity : Math.max(worst, difference);
      scale = Math.max(scale, Math.abs(wanted));
    });
  });
  return worst / scale;
}

export interface Ended {
  status: number | null;
  signal: string | null;
  out: string;
  err: string;
}

/** Runs a TypeScript file of this folder in a process of its own, by default without any wish for an engine. */
export function runChild(file: string, args: string[] = [], env: Record<string, string> = {}): Promise<Ended> {
  const tsx = require.resolve('tsx/cli');
  const { COURSE_ENGINE, COURSE_NATIVE, NODE_OPTIONS, ...inherited } = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [tsx, join(__dirname, 'children', file), ...args], {
      env: { ...inherited, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 120_000,
    });
    let out = '';
    let err = '';
    child.stdout.on('data', text => {
      out += text;
    });
    child.stderr.on('data', text => {
      err += text;
    });
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({ status, signal, out, err }));
  });
}
