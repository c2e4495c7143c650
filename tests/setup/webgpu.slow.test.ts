import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EngineTrial, engineTrial } from './installed-engine';
import { offline } from './offline';

/** The driver for Vulkan that computes on the processor and comes with Chromium: real WebGPU on a machine without a graphics card. */
const CHROMIUM = '/usr/lib/chromium';
const driver = path.join(CHROMIUM, 'vk_swiftshader_icd.json');
const SOFTWARE = { LD_LIBRARY_PATH: CHROMIUM, VK_ICD_FILENAMES: driver };
const ALLOWED = { ...SOFTWARE, COURSE_WEBGPU_SOFTWARE: '1' };

const available = existsSync(driver);
if (!available) console.warn(`\nSKIPPED: the tests with WebGPU, because there is no ${driver} here`);

describe.skipIf(!available)('npm run setup -- --webgpu', () => {
  let trial: EngineTrial;
  const install = (env: NodeJS.ProcessEnv) => trial.project.run(['-e', trial.install], { env });
  const nothingKept = () => expect(['native', 'native.building'].filter(trial.project.has)).toEqual([]);

  beforeAll(() => {
    trial = engineTrial('webgpu', ALLOWED);
  });
  afterAll(() => trial.remove());

  it('without a network: says so, and nothing is kept', async () => {
    const { status, output } = await install({ ...ALLOWED, ...offline(trial.project) });
    expect([status, output]).toEqual([1, expect.stringContaining('npm could not reach its registry')]);
    nothingKept();
  });

  it('with an adapter that computes on the processor: refused, and nothing is kept', async () => {
    const { status, output } = await install(SOFTWARE);
    expect([status, output]).toEqual([
      1,
      expect.stringMatching(/finds only .*SwiftShader.*, which computes on the proc/),
    ]);
    expect(output).toContain('The course runs on as before');
    nothingKept();
  });

  it('without any adapter: says what would be needed', async () => {
    const { status, output } = await install({ VK_ICD_FILENAMES: path.join(trial.project.folder, 'none.json') });
    expect([status, output]).toEqual([
      1,
      expect.stringContaining('finds no graphics card: expected one with a driver'),
    ]);
    nothingKept();
  });

  it('installs, and startEngine takes it', async () => {
    const { status, output } = await install(ALLOWED);
    expect([status, output]).toEqual([0, expect.stringMatching(/@tensorflow\/tfjs-backend-webgpu .*: done in \d+ s/)]);
    expect(await trial.start()).toMatchObject({
      name: 'webgpu',
      backend: 'webgpu',
      why: expect.stringMatching(
        /^@tensorflow\/tfjs-backend-webgpu 4\.22\.0 on .*SwiftShader.* is installed and computed its trial step right$/,
      ),
    });
    expect(await install(ALLOWED)).toMatchObject({ status: 0, output: '' });
  });

  it('gives the gradients that the cpu engine gives', () => trial.expectGradients());

  it('keeps only the binary of this system', () => {
    const dist = path.join('native', 'node_modules', 'webgpu', 'dist');
    expect(trial.project.has(path.join(dist, 'linux-x64'))).toBe(process.arch === 'x64');
    expect(trial.project.has(path.join(dist, 'win32-x64'))).toBe(false);
  });

  it('is not taken where it was measured to be slower than WebAssembly', async () => {
    const measured = { wasm: 2000, installed: 100 };
    const file = path.join(trial.project.folder, 'native', 'speed.json');
    writeFileSync(file, JSON.stringify(measured));
    expect(await trial.start()).toMatchObject({
      name: 'wasm',
      why: '@tensorflow/tfjs-backend-webgpu 4.22.0 is here, and slower on this machine (100 pictures a second against 2,000)',
    });
    rmSync(file);
  });

  it('--remove takes it away', async () => {
    const removed = await trial.project.run(['tools/setup.cjs', '--webgpu', '--remove']);
    expect(removed).toMatchObject({ status: 0, output: 'native/ has been removed.\n' });
    expect(await trial.start()).toMatchObject({ name: 'wasm' });
  });
});
