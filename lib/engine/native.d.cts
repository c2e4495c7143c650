import type * as TensorFlow from '@tensorflow/tfjs';
export function installed(folder: string): { name: string; version: string }[];
export function loadNative(folder: string, name: string): Promise<typeof TensorFlow>;
export const TRIAL_MS: number;
export function trialArgs(folder: string, name: string): string[];
export function trialFailure(ended: {
  status: number | null;
  signal: string | null;
  output: string;
  timedOut: boolean;
}): string | undefined;
