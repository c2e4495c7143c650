import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offline } from './offline';
import { copyProject, type Project, pretendPackages } from './project';

const windows = process.platform === 'win32';

const installed = (project: Project) => ['node_modules', '.venv'].filter(project.has);

describe('without a network and with nothing cached', () => {
  let project: Project;
  beforeAll(() => {
    project = copyProject();
  });
  afterAll(() => project.remove());

  it('npm: says so, and nothing is kept', async () => {
    const script = `require('./tools/setup/prepare.cjs').prepare({ python: false })
      .catch(error => { process.exitCode = require('./tools/setup/problem.cjs').report(error); })`;
    const { status, output } = await project.run(['-e', script], { env: offline(project) });
    expect(output).toContain('npm could not reach its registry, and the packages are not in its cache');
    expect(output).toContain('Check the connection');
    expect(status).toBe(1);
    expect(installed(project)).toEqual([]);
  });

  it('pip: says so, and nothing is kept', async () => {
    await pretendPackages(project);
    const { status, output } = await project.run(['tools/setup.cjs'], { env: offline(project) });
    expect(output).toContain('pip could not reach its index, and JupyterLab is not in its cache');
    expect(status).toBe(1);
    expect(installed(project)).toEqual(['node_modules']);
  });
});

// A small file system of its own in a namespace of its own: needs root, or a system that lets everybody have one.
const canMount = spawnSync('unshare', ['-rm', 'true']).status === 0;

describe.skipIf(!canMount)('a full disk', () => {
  let project: Project;
  beforeAll(() => {
    project = copyProject();
  });
  afterAll(() => project.remove());

  it('is what the message says, and what was half written is gone', async () => {
    const script = `mount -t tmpfs -o size=24m none "$1" && cp -R package.json package-lock.json tools "$1" && cd "$1" || exit 99
      "$2" tools/setup.cjs; status=$?; ls -A; exit $status`;
    const disk = path.join(project.folder, 'small disk');
    mkdirSync(disk);
    const { status, stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', script, 'sh', disk, process.execPath], {
      cwd: project.folder,
      encoding: 'utf8',
    });
    expect(stderr).toContain('The disk is full: there was no room left for ');
    expect(stderr).toContain('Free some space and run the command again');
    expect(stdout.trim().split('\n').sort()).toEqual(['.jupyter', 'package-lock.json', 'package.json', 'tools']);
    expect(status).toBe(1);
  });
});

// One project from a first attempt that is interrupted to a JupyterLab that runs; each test goes on where the last one ended.
describe('a first set-up', () => {
  let project: Project;
  beforeAll(() => {
    project = copyProject();
  });
  afterAll(() => project.remove());

  /** Waits until both npm and pip have begun to write. */
  async function begun() {
    const signs = [path.join(project.folder, 'node_modules'), path.join(project.folder, '.venv', 'pyvenv.cfg')];
    while (!signs.every(existsSync)) await new Promise(done => setTimeout(done, 50));
  }

  it.skipIf(windows)('stopped by Ctrl-C: ends its children, keeps nothing half installed and says so', async () => {
    const running = project.start(['tools/setup.cjs']);
    await begun();
    running.child.kill('SIGINT');
    const { status, output } = await running.ended;
    expect(status).toBe(130);
    expect(output).toContain('Stopped. Nothing half installed is kept; the same command carries on where it can.');
    expect(installed(project)).toEqual([]);
    expect(readdirSync(path.join(project.folder, '.jupyter', 'setup-lock'))).toEqual([]);
  });

  it.skipIf(windows)(
    'killed outright, and two at once after it: one prepares, the other waits, both find all of it',
    async () => {
      const killed = project.start(['tools/setup.cjs']);
      await begun();
      killed.child.kill('SIGKILL');
      await new Promise(done => killed.child.once('exit', done));
      const both = await Promise.all([project.run(['tools/setup.cjs']), project.run(['tools/setup.cjs'])]);
      expect(both.map(({ status }) => status)).toEqual([0, 0]);
      const outputs = both.map(({ output }) => output);
      expect(outputs.filter(output => output.includes('Preparing the course'))).toHaveLength(1);
      for (const output of outputs) {
        expect(output).toMatch(
          /Another set-up of this folder is at work \(process \d+\); waiting until it has finished/,
        );
        expect(output).toMatch(/^JupyterLab +4\.\d+\.\d+$/m);
      }
    },
  );

  it('again: installs nothing', async () => {
    const stamp = path.join(project.folder, '.venv', '.course-stamp');
    const before = statSync(stamp).mtimeMs;
    const { status, output } = await project.run(['tools/setup.cjs']);
    expect(status).toBe(0);
    expect(output).not.toContain('Preparing');
    expect(statSync(stamp).mtimeMs).toBe(before);
  });

  it('npm start offers the TypeScript kernel and no other, and writes nothing outside the project', async () => {
    const home = path.join(project.folder, 'home');
    mkdirSync(home);
    const env = { HOME: home, USERPROFILE: home, ...offline(project) };
    const port = await freePort();
    const running = project.start(['tools/start.cjs', '--no-browser', '--port', String(port)], { env });
    const [, address, token] = await running.says(/(http:\/\/127\.0\.0\.1:\d+\/lab)\S*\?token=([0-9a-f]{48})\n/);
    expect(address).toBe(`http://127.0.0.1:${port}/lab`);
    const get = (what: string) =>
      fetch(`http://127.0.0.1:${port}${what}`, { headers: { Authorization: `token ${token}` } });
    const specs = (await (await get('/api/kernelspecs')).json()) as {
      default: string;
      kernelspecs: Record<string, unknown>;
    };
    expect(specs.default).toBe('tslab');
    expect(specs.kernelspecs).toMatchObject({
      tslab: { spec: { display_name: 'TypeScript', language: 'typescript' } },
    });
    expect(Object.keys(specs.kernelspecs)).toEqual(['tslab']);
    expect((await fetch(`http://127.0.0.1:${port}/api/kernelspecs`)).status).toBe(403); // without the token
    expect((await get('/lab')).status).toBe(200);
    running.child.kill('SIGTERM');
    const { status, output } = await running.ended;
    if (!windows) expect(output).toContain('JupyterLab has stopped.');
    if (!windows) expect(status).toBe(0);
    expect(readdirSync(home)).toEqual([]);
    expect(readFileSync(path.join(project.folder, '.jupyter', `lab-${port}.log`), 'utf8')).not.toContain(token);
  });

  it('pins that changed are installed anew, and an environment whose Python has gone is made anew', async () => {
    const state = "console.log(require('./tools/setup/prepare.cjs').missing().join())";
    const change = (what: string) => project.run(['-e', `const fs = require('fs'); ${what}; ${state}`]);
    const stamp = "JSON.parse(fs.readFileSync('.venv/.course-stamp', 'utf8'))";
    const rewrite = (key: string) =>
      `const s = ${stamp}; s.${key} = '/gone'; fs.writeFileSync('.venv/.course-stamp', JSON.stringify(s))`;
    expect((await change(rewrite('executable'))).output.trim()).toBe('python,kernel');
    // The Python is there after all and works: it is kept, as after an upgrade of the system's.
    const again = await project.run(['tools/setup.cjs']);
    expect(again.status).toBe(0);
    expect((await change("fs.appendFileSync('tools/setup/requirements.txt', '# changed\\n')")).output.trim()).toBe(
      'python,kernel',
    );
  });
});

async function freePort() {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise(done => server.close(done));
  return port;
}
