import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startEngine, tf } from '../../lib/engine/index';
import { runChild } from './support';

const build = join(__dirname, '..', '..', 'build');
mkdirSync(build, { recursive: true });
const folder = mkdtempSync(join(build, 'native-')); // inside the project, whose TensorFlow.js the packages below share
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const VERSION = '4.22.0';
/** Installs a stand-in for the native engine whose module has this body. */
function install(name: string, body: string, packageName = '@tensorflow/tfjs-node'): string {
  const at = join(folder, name, 'node_modules', packageName);
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'package.json'), JSON.stringify({ name: packageName, version: VERSION, main: 'index.js' }));
  writeFileSync(join(at, 'index.js'), body);
  return join(folder, name);
}

/** A backend of the native engine's name that computes with the cpu engine's kernels, each as `wrap` has it; of TensorFlow's ops it has one. */
const backend = (wrap: string) => `
  const tf = require('@tensorflow/tfjs');
  const { MathBackendCPU } = require('@tensorflow/tfjs-backend-cpu');
  for (const { kernelName, kernelFunc } of tf.getKernelsForBackend('cpu')) {
    tf.registerKernel({ kernelName, backendName: 'tensorflow', kernelFunc: (${wrap})(kernelName, kernelFunc) });
  }
  const executeSingleOutput = (op, attributes, [dy, x]) => tf.mul(dy, tf.step(x)); // ReluGrad
  const ofTensorFlow = { firstUse: false, binding: {}, getDTypeInteger: () => 1, executeSingleOutput };
  tf.registerBackend('tensorflow', () => Object.assign(new MathBackendCPU(), ofTensorFlow), 3);`;
const honest = backend('(name, kernel) => kernel');
const garbage = backend(`(name, kernel) => call => {
  const result = kernel(call);
  if (name === 'Conv2DBackpropFilter') call.backend.readSync(result.dataId).fill(0);
  return result;
}`);

/** What startEngine says in a process of its own. */
async function start(env: Record<string, string> = {}, options = {}) {
  const { out, err, status } = await runChild('start.ts', [JSON.stringify(options)], env);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return JSON.parse(out); // and nothing else was printed
}
const none = { COURSE_NATIVE: join(folder, 'none') };

describe('without a wish', () => {
  it('WASM starts, in one line, and prints no advice to install another engine', async () => {
    const engine = await start(none);
    expect(engine).toMatchObject({ name: 'wasm', backend: 'wasm' });
    expect(engine.line).toMatch(
      /^engine: wasm \(SIMD, (fused multiply-add, )?\d+ threads?\), started in \d+\.\d s: the embedded default; no native engine: none is installed$/,
    );
  });

  it('leaves unhandled errors of the process to whoever handles them', async () => {
    expect((await start(none)).listeners).toBe(0);
  });

  it('a native engine that proves itself is taken', async () => {
    const engine = await start({ COURSE_NATIVE: install('honest', honest) });
    expect(engine).toMatchObject({ name: 'native', backend: 'tensorflow' });
    expect(engine.why).toBe(`@tensorflow/tfjs-node ${VERSION} is installed and computed its trial step right`);
  });

  it('the one for a GPU is tried first, and the one for the CPU if that fails', async () => {
    install('both', 'throw new Error("libcuda.so.1: cannot open")', '@tensorflow/tfjs-node-gpu');
    const engine = await start({ COURSE_NATIVE: install('both', honest) });
    expect(engine.why).toContain('@tensorflow/tfjs-node 4.22.0');
  });
});

describe('a native engine that cannot be used', () => {
  const broken: Record<string, [body: string, reason: RegExp]> = {
    crashes: ['process.abort()', /it ended its process with SIGABRT/],
    'ends the process': ['console.error("no such device"); process.exit(3)', /status 3: no such device/],
    'cannot be loaded': [
      'throw new Error("libtensorflow.so.2: cannot open shared object file")',
      /libtensorflow\.so\.2/,
    ],
    'computes garbage': [garbage, /a gradient step gives .*wrong numbers/],
    'registers nothing': ['', /tensorflow/],
  };
  for (const [what, [body, reason]] of Object.entries(broken)) {
    it(`that ${what} is passed over, with the reason`, async () => {
      const engine = await start({ COURSE_NATIVE: install(what, body) });
      expect(engine).toMatchObject({ name: 'wasm', backend: 'wasm' });
      expect(engine.why).toMatch(
        /^the embedded default; no native engine: @tensorflow\/tfjs-node 4\.22\.0 in .* failed its trial/,
      );
      expect(engine.why).toMatch(reason);
    });
  }

  it('is an error if it was asked for', async () => {
    const { error } = await start({ COURSE_NATIVE: install('asked', 'process.abort()'), COURSE_ENGINE: 'native' });
    expect(error).toMatch(
      /^COURSE_ENGINE=native: the native engine cannot start: .*SIGABRT.*npm run setup -- --native/,
    );
  });

  it('with a TensorFlow.js of its own is passed over', async () => {
    const at = install('own copy', honest);
    install('own copy', 'module.exports = {}', '@tensorflow/tfjs');
    expect((await start({ COURSE_NATIVE: at })).why).toMatch(/has a copy of @tensorflow\/tfjs of its own/);
  });
});

describe('COURSE_ENGINE', () => {
  it('forces an engine, also against the code', async () => {
    const engine = await start({ ...none, COURSE_ENGINE: 'cpu' }, { engine: 'wasm' });
    expect(engine).toMatchObject({ name: 'cpu', backend: 'cpu' });
    expect(engine.why).toMatch(/^asked for by COURSE_ENGINE=cpu/);
  });

  it('that is unknown or absent is an error that says what to do', async () => {
    const message = async (name: string) => (await start({ ...none, COURSE_ENGINE: name })).error;
    expect(await message('gpu')).toMatch(
      /^COURSE_ENGINE=gpu: there is no engine .*native, wasm, webgpu, cpu; or leave/,
    );
    expect(await message('native')).toMatch(/cannot start: none is installed; expected .*npm run setup -- --native/);
    expect(await message('webgpu')).toMatch(/cannot start: none is installed; expected .*npm run setup -- --webgpu/);
  });
});

describe('one engine a process', () => {
  it('the same wish gives the one that runs, another is refused', async () => {
    const engine = await startEngine({ engine: 'wasm', threads: 2 });
    expect(await startEngine()).toBe(engine);
    expect(await startEngine({ engine: 'wasm', threads: 2 })).toBe(engine);
    await expect(startEngine({ engine: 'cpu' })).rejects.toThrow(/runs wasm \(.*2 threads\).*restart the kernel/);
    await expect(startEngine({ threads: 1 })).rejects.toThrow(/asked for 1 threads/);
    expect(tf.getBackend()).toBe('wasm');
  });

  it('two starts at once give one', async () => {
    const [a, b] = await Promise.all([startEngine(), startEngine()]);
    expect(a).toBe(b);
  });

  it('refuses options out of range', async () => {
    await expect(startEngine({ engine: 'gpu' as 'wasm' })).rejects.toThrow(/no engine of that name, expected one of/);
    await expect(startEngine({ threads: 0 })).rejects.toThrow(/threads is 0, expected a whole number/);
    await expect(startEngine({ seed: Number.NaN })).rejects.toThrow(/seed is NaN, expected a finite number/);
  });
});
