/**
 * Builds the WebAssembly of the engine's training kernels, without and with fused multiply-add:
 *
 *     npm run wasm-kernels              writes kernels.wasm and kernels-relaxed.wasm
 *     npm run wasm-kernels -- --check   fails if those that are there are not what their source gives
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const FOLDER = join(__dirname, '..', 'lib', 'engine', 'wasm');
const SOURCE = 'kernels.as.ts';
const BUILDS: Record<string, string[]> = {
  'kernels.wasm': [],
  'kernels-relaxed.wasm': ['--enable', 'relaxed-simd'],
};
const OPTIONS = [
  ...['-O3', '--noAssert', '--runtime', 'stub'],
  ...['--importMemory', '--sharedMemory', '--maximumMemory', '65536'],
  ...['--enable', 'threads', '--enable', 'simd', '--enable', 'bulk-memory'],
];

/**
 * Compiles the source.
 * @returns the builds by file name
 * @throws Error with the compiler's words if it finds fault with the source
 */
export function buildKernels(folder = FOLDER): Record<string, Buffer> {
  const compiler = join(dirname(require.resolve('assemblyscript/package.json')), 'bin', 'asc.js');
  const out = mkdtempSync(join(tmpdir(), 'kernels-'));
  try {
    const built = Object.entries(BUILDS).map(([name, options]) => {
      const args = [compiler, SOURCE, ...OPTIONS, ...options, '--outFile', join(out, name)];
      const { status, stderr, error } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
      if (error || status !== 0)
        throw new Error(`npm run wasm-kernels: ${SOURCE} does not compile:\n${error ?? stderr}`);
      return [name, readFileSync(join(out, name))] as const;
    });
    return Object.fromEntries(built);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** @returns what is wrong with the builds in `folder`, a line each; empty if they are what the source gives */
export function checkKernels(folder = FOLDER): string[] {
  return Object.entries(buildKernels(folder)).flatMap(([name, expected]) => {
    let found: Buffer;
    try {
      found = readFileSync(join(folder, name));
    } catch {
      return [
        `${name} is missing, expected the ${expected.length} bytes that ${SOURCE} gives; run npm run wasm-kernels`,
      ];
    }
    if (found.equals(expected)) return [];
    return [
      `${name} (${found.length} bytes) is not what ${SOURCE} gives (${expected.length} bytes); run npm run wasm-kernels`,
    ];
  });
}

function main(args: string[]): number {
  const unknown = args.find(arg => arg !== '--check');
  if (unknown) {
    console.error(`npm run wasm-kernels: unknown option ${unknown}, expected --check or nothing`);
    return 2;
  }
  if (args.includes('--check')) {
    const faults = checkKernels();
    for (const fault of faults) console.error(fault);
    if (faults.length === 0) console.log(`${Object.keys(BUILDS).join(' and ')} are what ${SOURCE} gives`);
    return faults.length === 0 ? 0 : 1;
  }
  for (const [name, bytes] of Object.entries(buildKernels())) {
    writeFileSync(join(FOLDER, name), bytes);
    console.log(`${join('lib', 'engine', 'wasm', name)}: ${bytes.length} bytes`);
  }
  return 0;
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
