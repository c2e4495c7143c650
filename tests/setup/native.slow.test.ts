import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../lib/engine/index';
import { rounds } from '../long';
import { type EngineTrial, engineTrial } from './installed-engine';
import { offline } from './offline';
import { here, type Project, projectIn } from './project';

/** No host for tfjs-node's own download: the engine is built against TensorFlow's wheel, the same everywhere. */
const BUILD = { TFJS_NODE_CDN_STORAGE: 'http://127.0.0.1:9/' };

/** Why the engine cannot be had here: no compiler, no headers, no index; undefined when it can. The Python of this project is prepared. */
async function unavailable(): Promise<string | undefined> {
  const ask = `const { prepare } = require('./tools/setup/prepare.cjs');
    prepare().then(() => require('./tools/setup/engines.cjs').waysTo('native'))
      .catch(error => { process.exitCode = require('./tools/setup/problem.cjs').report(error); })`;
  const ways = await projectIn(here).run(['-e', ask], { env: BUILD });
  const { venvPython } = createRequire(__filename)(
    '../../tools/setup/paths.cjs',
  ) as typeof import('../../tools/setup/paths.cjs');
  const index = spawnSync(venvPython, ['-m', 'pip', 'index', 'versions', 'tensorflow-cpu'], { encoding: 'utf8' });
  const problem = [ways.status !== 0 && ways.output, index.status !== 0 && index.stderr].filter(Boolean).join('\n');
  if (problem)
    console.warn(`\nSKIPPED: the tests with a native engine, because none can be installed here:\n${problem}`);
  return problem || undefined;
}
const problem = await unavailable();

// One project with the packages and the Python of this one; its native/ is installed by stages, stopped at each.
describe.skipIf(problem)('npm run setup -- --native', () => {
  let trial: EngineTrial;
  let project: Project;
  const building = (...names: string[]) => path.join(project.folder, 'native.building', ...names);
  const addon = ['node_modules', '@tensorflow', 'tfjs-node'];

  beforeAll(() => {
    trial = engineTrial('native');
    project = trial.project;
  });
  afterAll(() => trial.remove());

  it('without a network: says so, and nothing is kept', async () => {
    const env = { ...BUILD, ...offline(project) };
    const { status, output } = await project.run(['-e', trial.install], { env });
    expect([status, output]).toEqual([1, expect.stringContaining('npm could not reach its registry')]);
    expect(['native', 'native.building'].filter(project.has)).toEqual([]);
  });

  // Where it is when it is stopped: a file that has just appeared, and some random while longer.
  const moments: [stage: string, signal: NodeJS.Signals, sign: () => string][] = [
    ['npm installs', 'SIGINT', () => building('node_modules')],
    ['pip downloads', 'SIGKILL', () => building('temporary')],
    ['the wheel is unpacked', 'SIGTERM', () => building('unpacked')],
    ['the compiler runs', 'SIGKILL', () => building(...addon, 'deps', 'lib', 'libtensorflow_framework.so')],
  ];
  const random = seededRandom('moments');
  const tried = Array.from({ length: rounds(4, 10) }, (_, i) => moments[i % moments.length]);
  it.each(tried)('stopped while %s by %s: the course starts on WASM', async (_, signal, sign) => {
    const running = project.start(['-e', trial.install], { env: BUILD });
    let over = false;
    running.ended.then(() => {
      over = true;
    });
    while (!existsSync(sign()) && !over) await new Promise(done => setTimeout(done, 20));
    await new Promise(done => setTimeout(done, random.next() * 1000));
    running.child.kill(signal);
    const { status, output } = await running.ended;
    expect(output).not.toMatch(/^\s+at /m);
    if (signal !== 'SIGKILL')
      expect([status, output]).toEqual([signal === 'SIGINT' ? 130 : 143, expect.stringContaining('Stopped.')]);
    expect(project.has('native')).toBe(false);
    expect(await trial.start()).toMatchObject({ name: 'wasm', why: expect.stringContaining('none is installed') });
  });

  it('that fails its trial step is not kept, and the reason is told', async () => {
    // A way of installing that forgets the addon: all else is real.
    const fails = `require('./tools/setup/engines.cjs').waysTo = async () => [async () => {}]; ${trial.install}`;
    const { status, output } = await project.run(['-e', fails]);
    expect([status, output]).toEqual([
      1,
      expect.stringMatching(/It was installed, and failed its trial step: .*tfjs_binding/s),
    ]);
    expect(['native', 'native.building'].filter(project.has)).toEqual([]);
  });

  it('installs at the next attempt, and startEngine takes it', async () => {
    const { status, output } = await project.run(['-e', trial.install], { env: BUILD });
    expect([status, output]).toEqual([0, expect.stringMatching(/@tensorflow\/tfjs-node .*: done in \d+ s/)]);
    expect(project.has('native.building')).toBe(false);
    const why = '@tensorflow/tfjs-node 4.22.0 is installed and computed its trial step right';
    expect(await trial.start()).toMatchObject({ name: 'native', backend: 'tensorflow', why });
    const again = await project.run(['-e', trial.install], { env: BUILD });
    expect(again).toMatchObject({ status: 0, output: '' });
  });

  it('is listed and measured, and taken where it is the faster one', async () => {
    const ask =
      "require('./tools/setup/engines.cjs').engineInventory().then(lines => console.log(JSON.stringify(lines)))";
    const lines = Object.fromEntries(JSON.parse((await project.run(['-e', ask])).output));
    expect(lines.Engine).toMatch(/^WebAssembly on all cores, always there: [\d,]+ pictures a second/);
    const { wasm, installed } = JSON.parse(readFileSync(path.join(project.folder, 'native', 'speed.json'), 'utf8'));
    const verdict = installed >= wasm ? 'taken: ' : 'slower here than WebAssembly, which is taken: ';
    expect(lines['  native']).toContain(`@tensorflow/tfjs-node 4.22.0 in native/, ${verdict}`);
    expect(await trial.start()).toMatchObject({ name: installed >= wasm ? 'native' : 'wasm' });
  });

  it('gives the gradients that the cpu engine gives', () => trial.expectGradients());

  it('--remove takes it away', async () => {
    const removed = await project.run(['tools/setup.cjs', '--native', '--remove']);
    expect(removed).toMatchObject({ status: 0, output: 'native/ has been removed.\n' });
    expect(await trial.start()).toMatchObject({ name: 'wasm' });
  });
});
