/// <reference lib="dom" />
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkKernels } from '../../tools/wasm-kernels';

const folder = mkdtempSync(join(tmpdir(), 'kernels-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the WebAssembly that is checked in', () => {
  it('is byte for byte what its source gives', () => {
    expect(checkKernels()).toEqual([]);
  });

  it('puts nothing on the heap, which is that of TensorFlow.js', () => {
    const memory = new WebAssembly.Memory({ initial: 16, maximum: 65536, shared: true });
    const bytes = readFileSync(join(__dirname, '..', '..', 'lib', 'engine', 'wasm', 'kernels.wasm'));
    new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    expect(new Uint8Array(memory.buffer).every(byte => byte === 0)).toBe(true);
  });

  it('is found out when it is not, or is missing', () => {
    const source = join(__dirname, '..', '..', 'lib', 'engine', 'wasm');
    for (const name of readdirSync(source)) {
      if (name.endsWith('.as.ts') || name === 'kernels.wasm') cpSync(join(source, name), join(folder, name));
    }
    writeFileSync(join(folder, 'kernels.wasm'), 'x', { flag: 'a' });
    const [changed, missing, ...more] = checkKernels(folder);
    expect(changed).toMatch(/kernels\.wasm \(\d+ bytes\) is not what kernels\.as\.ts gives .*run npm run wasm-kernels/);
    expect(missing).toMatch(/kernels-relaxed\.wasm is missing.*run npm run wasm-kernels/);
    expect(more).toEqual([]);
  });

  it('is not written over by a source that does not compile', () => {
    writeFileSync(join(folder, 'kernels.as.ts'), 'export function broken(): nothing {}');
    expect(() => checkKernels(folder)).toThrow(/kernels\.as\.ts does not compile:.*nothing/s);
  });
});
