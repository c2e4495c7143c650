import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom, startEngine, tf } from '../../lib/engine/index';
import { energy, expectAsOnCpu, normal, runChild } from '../engine/support';
import { offline } from './offline';
import { copyProject, here, type Project, projectIn } from './project';

/** No host for tfjs-node's own download: the engine is built against TensorFlow's wheel, the same everywhere. */
const BUILD = { TFJS_NODE_CDN_STORAGE: 'http://127.0.0.1:9/' };
const INSTALL = `require('./tools/setup/prepare.cjs').prepare({ python: false, engine: 'native' })
  .catch(error => { process.exitCode = require('./tools/setup/problem.cjs').report(error); })`;

/** Why the engine cannot be had here: no compiler, no headers, no index; undefined when it can. The Python of this project is prepared. */
async function unavailable(): Promise<string | undefined> {
  const ask = `const { prepare } = require('./tools/setup/prepare.cjs');
    prepare().then(() => require('./tools/setup/engines.cjs').waysTo('native'))
      .catch(error => { process.exitCode = require('./tools/setup/problem.cjs').report(error); })`;
  const ways = await projectIn(here).run(['-e', ask], { env: BUILD });
  const { venvPython } = createRequire(__filename)('../../tools/setup/paths.cjs') as { venvPython: string };
  const index = spawnSync(venvPython, ['-m', 'pip', 'index', 'versions', 'tensorflow-cpu'], { encoding: 'utf8' });
  const problem = [ways.status !== 0 && ways.output, index.status !== 0 && index.stderr].filter(Boolean).join('\n');
  if (problem)
    console.warn(`\nSKIPPED: the tests with a native engine, because none can be installed here:\n${problem}`);
  return problem || undefined;
}
const problem = await unavailable();

// One project with the packages and the Python of this one; its native/ is installed by stages, stopped at each.
describe.skipIf(problem)('npm run setup -- --native', () => {
  let project: Project;
  const building = (...names: string[]) => path.join(project.folder, 'native.building', ...names);
  const addon = ['node_modules', '@tensorflow', 'tfjs-node'];
  /** What startEngine says with the project's native/. */
  const start = async () => {
    const env = { COURSE_NATIVE: path.join(project.folder, 'native') };
    return JSON.parse((await runChild('start.ts', [], env)).out);
  };

  beforeAll(() => {
    project = copyProject();
    cpSync(path.join(here, 'lib'), path.join(project.folder, 'lib'), { recursive: true });
    for (const name of ['node_modules', '.venv']) symlinkSync(path.join(here, name), path.join(project.folder, name));
  });
  afterAll(() => project.remove());

  it('without a network: says so, and nothing is kept', async () => {
    const env = { ...BUILD, ...offline(project) };
    const { status, output } = await project.run(['-e', INSTALL], { env });
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
  it.each(moments)('stopped while %s by %s: the course starts on WASM', async (_, signal, sign) => {
    const running = project.start(['-e', INSTALL], { env: BUILD });
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
    expect(await start()).toMatchObject({ name: 'wasm', why: expect.stringContaining('none is installed') });
  });

  it('that fails its trial step is not kept, and the reason is told', async () => {
    // A way of installing that forgets the addon: all else is real.
    const fails = `require('./tools/setup/engines.cjs').waysTo = async () => [async () => {}]; ${INSTALL}`;
    const { status, output } = await project.run(['-e', fails]);
    expect([status, output]).toEqual([
      1,
      expect.stringMatching(/It was installed, and failed its trial step: .*tfjs_binding/s),
    ]);
    expect(['native', 'native.building'].filter(project.has)).toEqual([]);
  });

  it('installs at the next attempt, and startEngine takes it', async () => {
    const { status, output } = await project.run(['-e', INSTALL], { env: BUILD });
    expect([status, output]).toEqual([0, expect.stringMatching(/@tensorflow\/tfjs-node .*: done in \d+ s/)]);
    expect(project.has('native.building')).toBe(false);
    const why = '@tensorflow/tfjs-node 4.22.0 is installed and computed its trial step right';
    expect(await start()).toMatchObject({ name: 'native', backend: 'tensorflow', why });
    const again = await project.run(['-e', INSTALL], { env: BUILD });
    expect(again).toMatchObject({ status: 0, output: '' });
  });

  it('is listed', async () => {
    const ask =
      "require('./tools/setup/engines.cjs').engineInventory().then(lines => console.log(JSON.stringify(lines)))";
    const lines = Object.fromEntries(JSON.parse((await project.run(['-e', ask])).output));
    expect(lines['  native']).toBe('@tensorflow/tfjs-node 4.22.0 in native/, computed its trial step right');
  });

  it('gives the gradients that the cpu engine gives', async () => {
    process.env.COURSE_NATIVE = path.join(project.folder, 'native');
    expect((await startEngine({ engine: 'native' })).name).toBe('native');
    const [images, filter] = [normal<tf.Rank.R4>([4, 12, 12, 3], 1), normal<tf.Rank.R4>([3, 3, 3, 8], 2)];
    for (const stride of [1, 2]) {
      for (const padding of ['same', 'valid'] as const) {
        const conv = (x: tf.Tensor, w: tf.Tensor) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, padding);
        await expectAsOnCpu(() => tf.grads((x, w) => energy(conv(x, w)))([images, filter]));
        await expectAsOnCpu(() => tf.grad(x => energy(tf.maxPool(x as tf.Tensor4D, 2, stride, padding)))(images));
      }
    }
    const rows = normal<tf.Rank.R2>([32, 24], 3);
    const similarity = (x: tf.Tensor) => tf.matMul(x as tf.Tensor2D, x as tf.Tensor2D, false, true);
    await expectAsOnCpu(() => tf.grad(x => energy(tf.logSoftmax(tf.div(similarity(x), 5))))(rows));
    tf.dispose([images, filter, rows]);
  });

  it('--remove takes it away', async () => {
    const removed = await project.run(['tools/setup.cjs', '--native', '--remove']);
    expect(removed).toMatchObject({ status: 0, output: 'native/ has been removed.\n' });
    expect(await start()).toMatchObject({ name: 'wasm' });
  });
});
