import type * as TensorFlow from '@tensorflow/tfjs';
export function gradientStep(tf: typeof TensorFlow): Promise<number[]>;
export function proveGradients(tf: typeof TensorFlow): Promise<void>;
export const EXPECTED: number[];
