/// <reference lib="dom" />
import type * as TensorFlow from '@tensorflow/tfjs';
import { replaceKernel } from '../replace-kernel.cjs';
import type { KernelPool } from './pool';

export type TensorInfo = TensorFlow.TensorInfo;
// biome-ignore lint/suspicious/noExplicitAny: each kernel has attributes of its own, which tfjs-core types one by one
export type Attributes = Record<string, any>;
export type Inputs = Record<string, TensorInfo>;
interface Call {
  inputs: Inputs;
  attrs: Attributes;
  backend: unknown;
}
export type Kernel = (call: Call) => TensorInfo;

/** The parts of tfjs-backend-wasm 4.22.0 that are used here; its own types hide them. */
export interface WasmBackend {
  wasm: { _malloc(bytes: number): number; _free(address: number): void; asm: { memory: WebAssembly.Memory } };
  dataIdMap: { get(dataId: object): { memoryOffset: number } };
  makeOutput(shape: number[], dtype: string, memoryOffset?: number, values?: unknown): TensorInfo;
  readSync(dataId: object): TensorFlow.TypedArray;
  disposeData(dataId: object): boolean;
  incRef(dataId: object): void;
}

/** What the files that register kernels have in common. */
export interface Context {
  readonly tf: typeof TensorFlow;
  readonly backend: WasmBackend;
  readonly pool: KernelPool;
  /** Where a tensor's values lie on the heap, in bytes. Holds until the tensor is disposed of, also when the heap grows. */
  address(tensor: TensorInfo): number;
  /** One buffer for each number of floats, all valid until the next call. */
  scratch(...floats: number[]): number[];
  /** Puts a kernel in the place of the backend's own, which it gets for the cases that it leaves alone. */
  replace(kernelName: string, make: (original: Kernel) => Kernel): void;
  /** Registers a kernel that TensorFlow.js does not know, for lib/engine/own-kernel.ts to run. */
  add(kernelName: string, kernel: (call: Call) => TensorInfo[]): void;
  /** Runs one of the backend's kernels; the caller disposes of the result. */
  run(kernelName: string, inputs: Inputs, attrs?: Attributes): TensorInfo;
}

/** A batch is cut into at most this many chunks: fixed, so that sums come out the same on any number of threads. */
export const CHUNKS = 16;

/** The next multiple of eight, the width of the panels that kernels.as.ts reads. */
export const toEight = (n: number) => Math.ceil(n / 8) * 8;

export const isFloat = (...tensors: TensorInfo[]) => tensors.every(tensor => tensor.dtype === 'float32');

export function createContext(tf: typeof TensorFlow, backend: WasmBackend, pool: KernelPool): Context {
  const { wasm } = backend;
  const kernelOf = (kernelName: string) => tf.getKernel(kernelName, 'wasm');
  let block = 0;
  let blockBytes = 0;

  function scratch(...floats: number[]): number[] {
    const bytes = floats.reduce((sum, n) => sum + n * 4 + 16, 0);
    if (bytes > blockBytes) {
      if (block) wasm._free(block);
      block = 0;
      blockBytes = 0; // in case there is no room
      block = wasm._malloc(bytes);
      blockBytes = bytes;
    }
    let at = block;
    return floats.map(n => {
      const start = at;
      at += Math.ceil(n / 4) * 16;
      return start;
    });
  }

  function replace(kernelName: string, make: (original: Kernel) => Kernel): void {
    replaceKernel(tf, 'wasm', kernelName, make);
  }

  return {
    tf,
    backend,
    pool,
    address: tensor => backend.dataIdMap.get(tensor.dataId).memoryOffset,
    scratch,
    replace,
    add: (kernelName, kernel) =>
      tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc: kernel as unknown as TensorFlow.KernelFunc }),
    run: (kernelName, inputs, attrs = {}) =>
      (kernelOf(kernelName).kernelFunc as unknown as Kernel)({ inputs, attrs, backend }),
  };
}

/** No address lies beyond; near it the allocator, and beyond it the conversion to 32 bits, take a large number for a small one. */
const HEAP_LIMIT = 2 ** 32 - 2 ** 20;

/** Makes a tensor that the heap has no room for an error; the backend itself would write over others. */
export function refuseFullHeap({ wasm }: WasmBackend): void {
  wasm._free(wasm._malloc(8)); // the first call puts another function in its place
  const malloc = wasm._malloc;
  wasm._malloc = bytes => {
    const address = bytes < HEAP_LIMIT ? malloc(bytes) : 0;
    if (address || !bytes) return address;
    const inUse = Math.round(wasm.asm.memory.buffer.byteLength / 2 ** 20);
    throw new Error(
      `WASM engine: no room for ${Math.round(bytes / 2 ** 20)} MiB more on a heap of ${inUse} MiB, expected at most 4,096 in all; ` +
        'take smaller batches, or look for tensors that are never disposed of (tf.memory(), tf.tidy)',
    );
  };
}
