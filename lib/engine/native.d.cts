import type * as TensorFlow from '@tensorflow/tfjs';
export function installed(folder: string): { name: string; version: string }[];
export function loadNative(folder: string, name: string): Promise<typeof TensorFlow>;
