import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyProject, fakePrograms, here, type Project, pretendPackages, projectIn } from './project';

describe('commands', () => {
  let project: Project;
  beforeAll(() => {
    project = copyProject();
  });
  afterAll(() => project.remove());

  async function refused(args: string[], status: number) {
    const result = await project.run(args);
    expect(result.status).toBe(status);
    expect(result.output).not.toMatch(/^\s+at /m);
    expect(['node_modules', '.venv'].filter(project.has)).toEqual([]);
    return result.output;
  }

  it('npm start with a port in use: names it and another, before minutes of preparation', async () => {
    const server = createServer();
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const output = await refused(['tools/start.cjs', '--no-browser', '--port', String(port)], 1);
    expect(output).toContain(`Port ${port} is in use by another program`);
    expect(output).toContain(`npm start -- --port ${port + 1}`);
    await new Promise(done => server.close(done));
  });

  it.each(['--port 0', '--port=65536', '--port eight', '--port'])('npm start -- %s: no port', async args => {
    expect(await refused(['tools/start.cjs', ...args.split(' ')], 2)).toContain('expected 1 to 65535');
  });

  it.each(['start', 'setup', 'test'])('npm %s with an argument that it does not know', async name => {
    const output = await refused([`tools/${name}.cjs`, '--colour'], 2);
    expect(output).toContain('does not know --colour');
    expect(output).toContain('Usage: ');
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() !== 0)('a folder that may not be written', async () => {
    // Root may write anywhere: somebody who may not asks.
    const { status, output } = await project.run(['tools/setup.cjs'], { uid: 65534 });
    expect(status).toBe(1);
    expect(output).toContain(`The project's folder cannot be written: ${project.folder}`);
    expect(output).toContain('Put the project where you may write');
    expect(['node_modules', '.venv', '.jupyter'].filter(project.has)).toEqual([]);
  });

  it('the kernel is written anew when the folder has moved, with the Node that runs', async () => {
    const script = `const k = require('./tools/setup/kernelspec.cjs'); const before = k.kernelReady(); k.writeKernel();
      console.log(JSON.stringify([before, k.kernelReady(), require(require('./tools/setup/paths.cjs').kernelSpec)]))`;
    const copy = copyProject();
    try {
      const file = path.join(copy.folder, '.venv', 'share', 'jupyter', 'kernels', 'tslab', 'kernel.json');
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify({ argv: ['/old/node', '/old/place/tools/kernel.cjs', '{connection_file}'] }));
      const { output } = await copy.run(['-e', script]);
      expect(JSON.parse(output)).toEqual([
        false,
        true,
        {
          argv: [
            process.execPath,
            '--no-force-async-hooks-checks',
            path.join(copy.folder, 'tools', 'kernel.cjs'),
            '{connection_file}',
          ],
          display_name: 'TypeScript',
          language: 'typescript',
          env: { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072' },
        },
      ]);
    } finally {
      copy.remove();
    }
  });

  describe('node tools/run.cjs', () => {
    const fixture = (name: string) => ['tools/run.cjs', path.join('tests', 'setup', 'fixtures', name)];
    const real = projectIn(here);

    it('runs TypeScript, passes the arguments and the exit status', async () => {
      const { status, output } = await real.run([...fixture('ends.ts'), '5', 'a b']);
      expect(output.trim()).toBe('["5","a b"]');
      expect(status).toBe(5);
    });

    it.skipIf(process.platform === 'win32')("a signal is the file's own to handle", async () => {
      const running = real.start(fixture('waits.ts'));
      await running.says(/ready/);
      running.child.kill('SIGTERM');
      expect(await running.ended).toMatchObject({ status: 9, output: 'ready\nSIGTERM\n' });
    });

    it('a file that is not there', async () => {
      const { status, output } = await real.run(['tools/run.cjs', 'tools/nothing.ts']);
      expect([status, output]).toEqual([2, `There is no tools/nothing.ts in ${here}.\n`]);
    });
  });

  describe('the browser for the tests', () => {
    const ask = (how: string) =>
      `Promise.resolve().then(() => require('./tools/setup/browser.cjs').${how}).then(console.log)
        .catch(error => { process.exitCode = require('./tools/setup/problem.cjs').report(error); })`;

    it.skipIf(process.platform === 'win32')(
      'is found under any of its names, or where COURSE_CHROMIUM says',
      async () => {
        const PATH = fakePrograms(project, { 'google-chrome': { version: '' } });
        const chrome = path.join(PATH, 'google-chrome');
        expect((await project.run(['-e', ask('findBrowser()')], { env: { PATH } })).output.trim()).toBe(chrome);
        const env = { PATH: '', COURSE_CHROMIUM: chrome };
        expect((await project.run(['-e', ask('demandBrowser()')], { env })).output.trim()).toBe(chrome);
      },
    );

    it('that COURSE_CHROMIUM names and that is not there: says so and looks for no other', async () => {
      const env = { COURSE_CHROMIUM: '/nowhere/chrome' };
      const { status, output } = await project.run(['-e', ask('demandBrowser()')], { env });
      expect(output).toContain('COURSE_CHROMIUM names a file that is not there: /nowhere/chrome');
      expect(status).toBe(1);
    });

    it.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
      'missing, and not root: says how to get one',
      async () => {
        const { status, output } = await project.run(['-e', ask('demandBrowser()')], { env: { PATH: '' }, uid: 65534 });
        expect(output).toContain('No Chromium or Chrome was found');
        expect(output).toContain('sudo apt-get install chromium');
        expect(status).toBe(1);
      },
    );
  });

  it('packages whose stamp fits are not installed again', async () => {
    const copy = copyProject();
    try {
      await pretendPackages(copy);
      const missing = "console.log(require('./tools/setup/prepare.cjs').missing().join())";
      expect((await copy.run(['-e', missing])).output.trim()).toBe('python,kernel');
      writeFileSync(path.join(copy.folder, 'package-lock.json'), '{"packages":{}}');
      expect((await copy.run(['-e', missing])).output.trim()).toBe('packages,python,kernel');
    } finally {
      copy.remove();
    }
  });
});
