import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyProject, type Project } from './project';

const load = createRequire(__filename);
const needs = load('../../tools/setup/engine-needs.cjs') as typeof import('../../tools/setup/engine-needs.cjs');
const { layOut, compileProblem } = load(
  '../../tools/setup/engine-build.cjs',
) as typeof import('../../tools/setup/engine-build.cjs');

const linux = process.platform === 'linux' && process.arch === 'x64';
const WHAT = 'The native engine';
const STAYS = 'The course runs on as before: with WebAssembly';
/** No host for tfjs-node's own download: then the engine has to be built. */
const UNREACHABLE = { TFJS_NODE_CDN_STORAGE: 'http://127.0.0.1:9/' };

let project: Project;
beforeEach(() => {
  project = copyProject();
});
afterEach(() => project.remove());

/** A folder that is the whole PATH: a machine with these programs and no others. */
function programs(scripts: Record<string, string>): string {
  const folder = path.join(project.folder, 'programs');
  mkdirSync(folder, { recursive: true });
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(folder, name), 0o755);
  }
  return folder;
}

async function refused(args: string[], env: NodeJS.ProcessEnv, status = 1): Promise<string> {
  const ended = await project.run(['tools/setup.cjs', ...args], { env });
  expect(ended.output).not.toMatch(/^\s+at /m);
  expect(ended.status).toBe(status);
  expect(['node_modules', '.venv', 'native', 'native.building'].filter(project.has)).toEqual([]);
  return ended.output;
}

describe('what cannot be done is said before anything is downloaded', () => {
  it.skipIf(!linux)('no compiler, no make', async () => {
    const output = await refused(['--native'], { ...UNREACHABLE, PATH: programs({}) });
    expect(output).toContain('a C++ compiler (g++) and make was not found');
    expect(output).toContain('sudo apt install build-essential');
    expect(output).toContain(STAYS);
  });

  it.skipIf(!linux)('a compiler of another name that is not there', async () => {
    const PATH = programs({ 'g++': 'exit 0', make: 'exit 0' });
    const output = await refused(['--native'], { ...UNREACHABLE, PATH, CXX: 'icpx' });
    expect(output).toContain('a C++ compiler (icpx) was not found');
  });

  it.skipIf(!linux || existsSync('/proc/driver/nvidia'))('no graphics card', async () => {
    const output = await refused(['--gpu'], { PATH: programs({}) });
    expect(output).toContain('nvidia-smi does not answer, and there is no /proc/driver/nvidia');
    expect(output).toContain(STAYS);
  });

  it.skipIf(!linux)('a driver that is too old', async () => {
    const output = await refused(['--gpu'], { PATH: programs({ 'nvidia-smi': 'echo 470.82.01' }) });
    expect(output).toContain("NVIDIA's driver is too old: 470.82.01, expected 525.60 or later");
  });

  it.skipIf(!linux)('a driver that is new enough, and no compiler', async () => {
    const output = await refused(['--gpu'], { PATH: programs({ 'nvidia-smi': 'echo 525.60.13' }) });
    expect(output).toContain('The engine for a graphics card has to be compiled here');
  });

  it.each(['--native --gpu', '--gpu --webgpu', '--remove', '--native --pretrained --remove', '--native --away'])(
    '%s',
    async args => {
      expect(await refused(args.split(' '), {}, 2)).toContain('Usage: npm run setup -- ');
    },
  );

  it('no headers of Node, and no way to fetch them', async () => {
    const env = { npm_config_disturl: 'http://127.0.0.1:9/dist' };
    const problem = await needs.headersProblem(WHAT, { headers: null, env });
    expect(problem?.message).toContain(`the headers of Node ${process.versions.node} are missing`);
    expect(problem?.message).toContain('sudo apt install libnode-dev');
  });

  it('a machine for which TensorFlow publishes no library', () => {
    const message = (machine: { platform?: string; arch?: string; glibc?: string }) =>
      needs.platformProblem(WHAT, { platform: 'linux', arch: 'x64', glibc: '2.36', ...machine })?.message;
    expect(message({})).toBeUndefined();
    expect(message({ platform: 'win32' })).toMatch(/\(win32 x64\): expected Linux on x86-64.*WSL 2/s);
    expect(message({ arch: 'arm64' })).toContain('(linux arm64)');
    expect(message({ glibc: '2.17' })).toContain('glibc 2.17, expected glibc 2.27 or later');
  });

  it('a machine for which there is no WebGPU', () => {
    expect(needs.dawnProblem(WHAT, { platform: 'darwin', arch: 'arm64' })).toBeUndefined();
    expect(needs.dawnProblem(WHAT, { platform: 'freebsd', arch: 'x64' })?.message).toMatch(
      /cannot run on this machine \(freebsd x64\): expected one of linux-x64/,
    );
  });

  it('a disk without room', () => {
    expect(needs.roomProblem(WHAT, 0)).toBeUndefined();
    expect(needs.roomProblem(WHAT, 1e9)?.message).toMatch(/There is not room enough.*Free some space/s);
  });

  it('drivers of all ages', () => {
    expect(needs.driverProblem(WHAT, '580.65.06')).toBeUndefined();
    expect(needs.driverProblem(WHAT, '525.60.13')).toBeUndefined();
    expect(needs.driverProblem(WHAT, '525.53')?.message).toContain('too old');
  });
});

it.skipIf(!linux)('cuSOLVER lies where TensorFlow’s library looks: not in its own folder', () => {
  const at = (...names: string[]) => path.join(project.folder, ...names);
  const files = [
    'tensorflow/include/c_api.h',
    'tensorflow/THIRD_PARTY_NOTICES.txt',
    'tensorflow/libtensorflow_cc.so.2',
    'tensorflow/libtensorflow_framework.so.2',
    'nvidia/cusolver/lib/libcusolver.so.11',
    'nvidia/cusparse/lib/libcusparse.so.12',
  ];
  for (const file of files) {
    mkdirSync(path.dirname(at('unpacked', file)), { recursive: true });
    writeFileSync(at('unpacked', file), file);
  }
  layOut(at('unpacked'), at('deps'));
  for (const name of ['libcusolver.so.11', 'libcusparse.so.12']) {
    expect(readFileSync(at('deps', 'nvidia', 'cusparse', 'lib', name), 'utf8')).toContain(name);
  }
  expect(readFileSync(at('deps', 'lib', 'libtensorflow.so'), 'utf8')).toBe('tensorflow/libtensorflow_cc.so.2');
});

describe('a failed compilation', () => {
  const message = (output: string, timedOut = false) => compileProblem({ output, timedOut }).message;

  it('says what is missing, and ends with the last words', () => {
    expect(message("ModuleNotFoundError: No module named 'distutils'")).toMatch(/node-gyp is too old.*COURSE_PYTHON/s);
    expect(message('fatal error: node_api.h: No such file or directory')).toMatch(/headers of Node .* are missing/);
    expect(message('gyp ERR! getaddrinfo ENOTFOUND nodejs.org')).toMatch(/could not be fetched from https:\/\/nodejs/);
    expect(message('g++: internal compiler error')).toMatch(/could not be compiled.*internal compiler error/s);
    expect(message('', true)).toContain('not compiled within 10 minutes');
  });
});

describe('native/ by the reader', () => {
  const engine = (name: string) => {
    const at = path.join(project.folder, 'native', 'node_modules', '@tensorflow', name);
    mkdirSync(at, { recursive: true });
    writeFileSync(path.join(at, 'package.json'), '{"version":"4.22.0"}');
  };

  it.skipIf(!linux)('is left alone', async () => {
    engine('tfjs-node');
    const { status, output } = await project.run(['tools/setup.cjs', '--native'], { env: UNREACHABLE });
    expect([status, output]).toEqual([1, expect.stringContaining('native/ is there, and this set-up did not make it')]);
    expect(readdirSync(path.join(project.folder, 'native'))).toEqual(['node_modules']);
  });

  it('is removed by the flag of its engine, not by the other one', async () => {
    engine('tfjs-node');
    const remove = (flag: string) => project.run(['tools/setup.cjs', flag, '--remove']);
    const other = await remove('--gpu');
    expect([other.status, other.output]).toEqual([2, expect.stringContaining('npm run setup -- --native --remove')]);
    expect(project.has('native')).toBe(true);
    expect(await remove('--native')).toMatchObject({ status: 0, output: 'native/ has been removed.\n' });
    expect(project.has('native')).toBe(false);
    expect(await remove('--native')).toMatchObject({ status: 0, output: 'There is no native/ to remove.\n' });
  });
});
