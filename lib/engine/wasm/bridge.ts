import type * as TensorFlow from '@tensorflow/tfjs';
import type { Attributes, Kernel, TensorInfo, WasmBackend } from './context';

/** Not carried over: complex numbers, strings and pictures on a canvas have no place on the WASM heap. */
const NOT_BRIDGED = /Complex|FFT|Real|Imag|Ragged|String|Draw|Einsum/;

type Tensors = Record<string, TensorInfo | TensorInfo[] | undefined>;

/**
 * A kernel that lets the plain `cpu` engine compute what the WASM backend has none for: values are copied over and back. Right, but
 * slow: what lessons train with should have a kernel of its own.
 */
export function bridgeToCpu(tf: typeof TensorFlow, kernelName: string): Kernel {
  const cpu = tf.engine().findBackend('cpu') as unknown as {
    makeTensorInfo(shape: number[], dtype: string, values: TensorFlow.TypedArray): TensorInfo;
    readSync(dataId: object): TensorFlow.TypedArray;
    disposeData(dataId: object): boolean;
  };
  const kernelFunc = tf.getKernel(kernelName, 'cpu').kernelFunc;
  const bridged = ({ inputs, attrs, backend }: { inputs: Tensors; attrs: Attributes; backend: WasmBackend }) => {
    const made: TensorInfo[] = [];
    const over = (tensor: TensorInfo) => {
      const copy = cpu.makeTensorInfo(tensor.shape, tensor.dtype, backend.readSync(tensor.dataId));
      made.push(copy);
      return copy;
    };
    const back = (result: TensorInfo) => {
      const copy = backend.makeOutput(result.shape, result.dtype, undefined, cpu.readSync(result.dataId));
      cpu.disposeData(result.dataId);
      return copy;
    };
    const copies = Object.entries(inputs).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(over) : value && over(value),
    ]);
    try {
      const results = kernelFunc({ inputs: Object.fromEntries(copies), attrs, backend: cpu as never });
      return Array.isArray(results) ? results.map(back) : back(results);
    } finally {
      for (const copy of made) cpu.disposeData(copy.dataId);
    }
  };
  return bridged as unknown as Kernel;
}

/** Bridges every kernel that `cpu` has and the WASM backend has not. */
export function bridgeMissingKernels(tf: typeof TensorFlow): void {
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) {
    if (tf.getKernel(kernelName, 'wasm') || NOT_BRIDGED.test(kernelName)) continue;
    const kernelFunc = bridgeToCpu(tf, kernelName) as unknown as TensorFlow.KernelFunc;
    tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
  }
}
