export function installed(folder: string): { name: string; engine: 'native' | 'webgpu'; version: string }[];
export function loadNative(folder: string, name: string): Promise<string | undefined>;
export const TRIAL_MS: number;
export function trialArgs(folder: string, name: string): string[];
export function trialFailure(ended: {
  status: number | null;
  signal: string | null;
  output: string;
  timedOut: boolean;
}): string | undefined;
