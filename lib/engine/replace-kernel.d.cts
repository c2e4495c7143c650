import type * as TensorFlow from '@tensorflow/tfjs';

export function replaceKernel(
  tf: typeof TensorFlow,
  backendName: string,
  kernelName: string,
  make: (original: TensorFlow.KernelFunc | undefined) => TensorFlow.KernelFunc,
): void;
