import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { here, projectIn } from './project';

const project = projectIn(here);
const installed = path.join(here, '.venv', 'share', 'jupyter', 'kernels', 'tslab', 'kernel.json');

describe('npm run setup -- --kernel', () => {
  let home: string;
  let data: string;
  let file: string;
  beforeEach(() => {
    home = mkdtempSync(path.join(tmpdir(), 'a reader’s home '));
    data = path.join(home, 'Jupyter');
    file = path.join(data, 'kernels', 'tslab', 'kernel.json');
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const setup = (args: string[], env: NodeJS.ProcessEnv = { JUPYTER_DATA_DIR: data }) =>
    project.run(['tools/setup.cjs', '--kernel', ...args], { env });
  const said = async (...args: string[]) => {
    const { status, output } = await setup(args);
    return [status, output.trim()];
  };
  function putKernel(spec: unknown) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof spec === 'string' ? spec : JSON.stringify(spec));
    return readFileSync(file, 'utf8');
  }

  it('writes what .venv holds, once; --remove takes it away, and nothing is left', async () => {
    expect(await said()).toEqual([0, `The kernel "TypeScript" is now offered to your own Jupyter: ${file}`]);
    expect(readFileSync(file, 'utf8')).toBe(readFileSync(installed, 'utf8'));
    expect(JSON.parse(readFileSync(file, 'utf8')).argv.at(-2)).toBe(path.join(here, 'tools', 'kernel.cjs'));
    expect(await said()).toEqual([0, `The kernel "TypeScript" was already offered to your own Jupyter: ${file}`]);
    expect(await said('--remove')).toEqual([0, `${file} has been removed.`]);
    expect(readdirSync(path.join(data, 'kernels'))).toEqual([]);
    expect(await said('--remove')).toEqual([0, `There is no ${file} to remove.`]);
  });

  it.skipIf(process.platform !== 'linux')('asks Jupyter where: below the home folder, or as XDG says', async () => {
    const below = ['kernels', 'tslab', 'kernel.json'];
    await setup([], { HOME: home, JUPYTER_DATA_DIR: '', XDG_DATA_HOME: '' });
    expect(existsSync(path.join(home, '.local', 'share', 'jupyter', ...below))).toBe(true);
    await setup([], { HOME: home, JUPYTER_DATA_DIR: '', XDG_DATA_HOME: path.join(home, 'xdg') });
    expect(existsSync(path.join(home, 'xdg', 'jupyter', ...below))).toBe(true);
    // as in a terminal of the JupyterLab that npm start opens
    const inLab = path.join(here, '.jupyter', 'data');
    await setup([], { HOME: home, JUPYTER_DATA_DIR: inLab, XDG_DATA_HOME: path.join(home, 'lab') });
    expect(existsSync(path.join(home, 'lab', 'jupyter', ...below))).toBe(true);
    expect(existsSync(path.join(inLab, ...below))).toBe(false);
  });

  it.each([
    ['of tslab itself', { argv: ['tslab', 'kernel', '--config-path={connection_file}'] }, 'another program'],
    ['that cannot be read', '{"argv": [', 'another program'],
    ['without a command', {}, 'another program'],
  ])('a kernel %s is neither overwritten nor removed', async (_, spec, whose) => {
    const before = putKernel(spec);
    for (const args of [[], ['--remove']]) {
      const [status, output] = await said(...args);
      expect(status).toBe(1);
      expect(output).toContain(`${file} belongs to ${whose}.`);
      expect(output).not.toMatch(/^\s+at /m);
      expect(readFileSync(file, 'utf8')).toBe(before);
    }
  });

  it('nor is that of another copy of the course; that of a copy which is gone is', async () => {
    const other = path.join(home, 'other course');
    const kernel = path.join(other, 'tools', 'kernel.cjs');
    mkdirSync(path.dirname(kernel), { recursive: true });
    writeFileSync(kernel, '');
    const before = putKernel({ argv: ['/old/node', kernel, '{connection_file}'] });
    const [status, output] = await said();
    expect([status, output]).toEqual([1, expect.stringContaining(`another copy of the course, in ${other}.`)]);
    expect(output).toContain('npm run setup -- --kernel --remove');
    expect(readFileSync(file, 'utf8')).toBe(before);
    rmSync(other, { recursive: true });
    expect((await said())[0]).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(readFileSync(installed, 'utf8'));
  });

  it('what the reader put beside it stays', async () => {
    await setup([]);
    writeFileSync(path.join(path.dirname(file), 'logo-64x64.png'), 'mine');
    expect((await said('--remove'))[0]).toBe(0);
    expect(readdirSync(path.dirname(file))).toEqual(['logo-64x64.png']);
  });

  it('a folder that may not be written is named', async () => {
    writeFileSync(path.join(home, 'file'), '');
    const { status, output } = await setup([], { JUPYTER_DATA_DIR: path.join(home, 'file') });
    expect(status).toBe(1);
    expect(output).toContain(path.join(home, 'file', 'kernels', 'tslab'));
    expect(output).toContain('name another with JUPYTER_DATA_DIR');
  });

  it.each([['--kernel --pretrained --remove'], ['--remove']])('%s does not say what to remove', async args => {
    const { status, output } = await project.run(['tools/setup.cjs', ...args.split(' ')]);
    expect(status).toBe(2);
    expect(output).toContain('--remove does not say what');
  });
});
