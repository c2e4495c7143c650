import type { Curve } from './curve';

/**
 * The factors by which a difference of two points pulls or pushes them, functions of the squared distance alone, in tables: two powers
 * a step would take most of a layout's time. A table has an entry for every exponent and the first 9 bits of the mantissa of a 32-bit
 * float, whose upper bits (>>> 14) are the index: 0.1 % apart.
 */
export interface Gradients {
  attract: Float32Array;
  repel: Float32Array;
}

const SIZE = 1 << 17;

/** Keeps two points that have come together from being thrown apart: umap-learn's constant. */
const SOFTENING = 0.001;

export function tabulateGradients({ a, b }: Curve): Gradients {
  const attract = new Float32Array(SIZE);
  const repel = new Float32Array(SIZE);
  const float = new Float32Array(1);
  const bits = new Uint32Array(float.buffer);
  for (let i = 0; i < SIZE; i++) {
    bits[0] = ((i << 14) | (1 << 13)) >>> 0; // the middle of those that share these bits
    const squared = float[0];
    if (!(squared > 0 && squared < 1e30)) continue;
    const power = squared ** b;
    attract[i] = (-2 * a * b * power) / (squared * (a * power + 1));
    repel[i] = (2 * b) / ((SOFTENING + squared) * (a * power + 1));
  }
  return { attract, repel };
}
