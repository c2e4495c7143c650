/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, sep } from 'node:path';
import type * as TensorFlow from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { registerAdam } from './adam';
import { bridgeMissingKernels } from './bridge';
import { createContext, refuseFullHeap, type WasmBackend } from './context';
import { registerConvolution } from './convolution';
import { registerCopies } from './copies';
import { registerElementwise } from './elementwise';
import { registerLosses } from './losses';
import { startPool } from './pool';
import { registerPooling } from './pooling';
import { registerFused, registerProducts } from './products';
import { registerRows } from './rows';
import { withSharedMemory } from './shared-memory';
import { registerSums } from './sums';

/** What this code was written against; it uses parts of the backend that may change with any release. */
const BACKEND_VERSION = '4.22.0';

/**
 * Starts TensorFlow.js's WASM backend on a memory that threads can share, and registers the kernels that training needs.
 * @param threads cores to use, this thread included
 * @param fused multiply and add in one step where Node can (22 and later): a fifth faster, and rounded otherwise than without
 * @throws Error if the processor or Node has no WebAssembly SIMD, or the backend is not of the version that this was written for
 */
export async function startWasm(
  tf: typeof TensorFlow,
  { threads = availableParallelism(), fused = true }: { threads?: number; fused?: boolean } = {},
): Promise<{ threads: number; fused: boolean }> {
  const version = tf.version.tfjs;
  if (version !== BACKEND_VERSION) {
    throw new Error(`WASM engine: TensorFlow.js is ${version}, expected ${BACKEND_VERSION}; run npm ci to restore it`);
  }
  const plain = readFileSync(join(__dirname, 'kernels.wasm'));
  if (!WebAssembly.validate(plain)) {
    throw new Error(
      `WASM engine: Node ${process.version} on this processor (${process.arch}) has no WebAssembly SIMD or threads, expected both; ` +
        'use Node 20 or later on a 64-bit processor',
    );
  }
  const relaxed = readFileSync(join(__dirname, 'kernels-relaxed.wasm'));
  const useRelaxed = fused && WebAssembly.validate(relaxed);

  setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + sep);
  await keepingListeners(() =>
    withSharedMemory(async () => {
      if (await tf.setBackend('wasm')) return tf.ready();
      throw new Error(
        'WASM engine: the backend of @tensorflow/tfjs-backend-wasm did not start; run npm ci to restore it',
      );
    }),
  );
  const backend = tf.engine().findBackend('wasm') as unknown as WasmBackend;
  refuseFullHeap(backend);
  const module = new WebAssembly.Module(useRelaxed ? relaxed : plain);
  const pool = startPool(module, backend.wasm.asm.memory, threads, backend.wasm._malloc);
  const context = createContext(tf, backend, pool);
  bridgeMissingKernels(tf); // first, so that the kernels below have it underneath
  for (const register of [
    registerConvolution,
    registerPooling,
    registerProducts,
    registerFused,
    registerSums,
    registerCopies,
    registerElementwise,
    registerRows,
    registerLosses,
    registerAdam,
  ]) {
    register(context);
  }
  return { fused: useRelaxed, threads: pool.threads };
}

/**
 * Takes back the listeners that the backend puts on the process. They throw whatever was left unhandled once more: an unawaited
 * rejection in a cell would end the kernel, after printing the backend's whole source.
 */
async function keepingListeners(start: () => Promise<void>): Promise<void> {
  const events = ['uncaughtException', 'unhandledRejection'];
  const before = events.map(event => process.listeners(event as 'uncaughtException'));
  try {
    await start();
  } finally {
    events.forEach((event, i) => {
      for (const listener of process.listeners(event as 'uncaughtException')) {
        if (!before[i].includes(listener)) process.removeListener(event, listener);
      }
    });
  }
}
