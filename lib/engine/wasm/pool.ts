/// <reference lib="dom" />
import { Worker } from 'node:worker_threads';
import * as shared from './helper.cjs';

/** Bytes that an argument moves on, keyed by the argument's position. */
type Strides = Record<number, number>;

export interface Job {
  /** Items (pictures or rows) in all. */
  total: number;
  /** How many of them one call takes. */
  chunk: number;
  /** The kernel's arguments for the first chunk. */
  args: number[];
  /** The position of the argument that says how many items a call has. */
  countAt: number;
  perChunk: Strides;
  perThread?: Strides;
}

export interface KernelPool {
  /** The kernels of kernels.as.ts, to call on this thread alone. */
  readonly kernels: shared.Kernels;
  readonly threads: number;
  /** Runs one kernel over all chunks, on this thread and on helpers as they come; returns when the last chunk is done. */
  run(kernel: string, job: Job): void;
}

/** Starts threads - 1 helpers that run `module` on `memory`; they do not keep the process alive. */
export function startPool(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  wishedThreads: number,
  malloc: (bytes: number) => number,
): KernelPool {
  const threads = Math.min(wishedThreads, shared.MAX_THREADS);
  const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as shared.Kernels;
  const names = Object.keys(kernels);
  const job = new Int32Array(new SharedArrayBuffer(4 * shared.LENGTH));
  kernels.setSpill(malloc(32));
  for (let thread = 1; thread < threads; thread++) {
    const kernelHelper: shared.Helper = { module, memory, job, names, thread, spill: malloc(32) };
    // no execArgv: a helper is plain JavaScript and needs none of the loaders that this process may have been started with
    const helper = new Worker(require.resolve('./helper.cjs'), { workerData: { kernelHelper }, execArgv: [] });
    helper.on('error', error => {
      process.emitWarning(`engine: helper thread ${thread} ended (${error.message}); the others take over its work`);
    });
    helper.unref();
  }

  function describe(kernel: string, { total, chunk, args, countAt, perChunk, perThread = {} }: Job): void {
    job[shared.KERNEL] = names.indexOf(kernel);
    job[shared.TOTAL] = total;
    job[shared.CHUNK] = chunk;
    job[shared.COUNT_AT] = countAt;
    job[shared.ARITY] = args.length;
    job[shared.FAILED] = 0;
    args.forEach((value, i) => {
      job[shared.ARGUMENTS + i] = value;
      job[shared.PER_CHUNK + i] = perChunk[i] ?? 0;
      job[shared.PER_THREAD + i] = perThread[i] ?? 0;
    });
    Atomics.store(job, shared.NEXT, 0);
  }

  /** Waits for the helpers that came, and closes the door to those that did not. */
  function join(helpers: number): void {
    for (let thread = 1; thread <= helpers; thread++) {
      const at = shared.JOIN + thread;
      if (Atomics.compareExchange(job, at, shared.OPEN, shared.CLOSED) === shared.OPEN) continue;
      shared.lookFor(job, at, shared.INSIDE);
      while (Atomics.load(job, at) === shared.INSIDE) Atomics.wait(job, at, shared.INSIDE);
      Atomics.store(job, at, shared.CLOSED);
    }
  }

  function run(kernel: string, work: Job): void {
    describe(kernel, work);
    const helpers = Math.max(0, Math.min(threads, Math.ceil(work.total / work.chunk)) - 1);
    for (let thread = 1; thread <= helpers; thread++) Atomics.store(job, shared.JOIN + thread, shared.OPEN);
    if (helpers > 0) {
      Atomics.add(job, shared.GENERATION, 1);
      Atomics.notify(job, shared.GENERATION);
    }
    try {
      shared.takeChunks(kernels, names, job, 0);
    } finally {
      join(helpers); // also after a trap: the job's description and its buffers are about to be used for something else
    }
    if (Atomics.load(job, shared.FAILED))
      throw new Error(`WASM engine: the kernel ${kernel} failed on a helper thread`);
  }
  return { kernels, threads, run };
}
