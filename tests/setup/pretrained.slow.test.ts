import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installLibrary } from '../encoders/tiny-clip';
import { offline } from './offline';
import { copyProject, here, type Project, pretendPackages, projectIn } from './project';

const windows = process.platform === 'win32';

/** The library alone: the rest of the set-up has tests of its own. */
const PREPARE = `require('./tools/setup/prepare.cjs').prepare({ python: false, pretrained: true })
  .catch(error => { process.exitCode = require('./tools/setup/problem.cjs').report(error); })`;
const MISSING = "console.log(require('./tools/setup/prepare.cjs').missing({ python: false, pretrained: true }).join())";

// One project; each test leaves it as it found it, with a model that was fetched.
describe('npm run setup -- --pretrained', () => {
  let project: Project;
  const inside = () => readdirSync(path.join(project.folder, 'pretrained'));
  beforeAll(async () => {
    project = copyProject();
    await pretendPackages(project);
    mkdirSync(path.join(project.folder, 'pretrained', 'models'), { recursive: true });
  });
  afterAll(() => project.remove());

  /** Waits until npm has begun to write. */
  async function begun() {
    const sign = path.join(project.folder, 'pretrained', 'node_modules', '@huggingface');
    while (!existsSync(sign)) await new Promise(done => setTimeout(done, 50));
  }

  it('without a network: says so; models stay, nothing else is kept', async () => {
    const { status, output } = await project.run(['-e', PREPARE], { env: offline(project) });
    expect(output).toContain('npm could not reach its registry, and the packages are not in its cache');
    expect(status).toBe(1);
    expect(inside()).toEqual(['models']);
  });

  it.skipIf(windows)('stopped by Ctrl-C: the same', async () => {
    const running = project.start(['-e', PREPARE]);
    await begun();
    running.child.kill('SIGINT');
    const { status, output } = await running.ended;
    expect(status).toBe(130);
    expect(output).toContain('Stopped. Nothing half installed is kept');
    expect(inside()).toEqual(['models']);
  });

  it.skipIf(windows)('killed outright: what is half there does not count, and --remove takes all away', async () => {
    const killed = project.start(['-e', PREPARE]);
    await begun();
    killed.child.kill('SIGKILL');
    await new Promise(done => killed.child.once('exit', done));
    expect((await project.run(['-e', MISSING])).output.trim()).toBe('pretrained');
    // It waits for the npm that was left alone.
    const { status, output } = await project.run(['tools/setup.cjs', '--pretrained', '--remove']);
    expect([status, output.trim().split('\n').pop()]).toEqual([0, 'pretrained/ has been removed.']);
    expect(project.has('pretrained')).toBe(false);
    const again = await project.run(['tools/setup.cjs', '--pretrained', '--remove']);
    expect([again.status, again.output]).toEqual([0, 'There is no pretrained/ to remove.\n']);
  });

  // A small file system of its own in a namespace of its own: needs root, or a system that lets everybody have one.
  it.skipIf(spawnSync('unshare', ['-rm', 'true']).status !== 0)('a full disk: says so, nothing is kept', async () => {
    const disk = path.join(project.folder, 'small disk');
    mkdirSync(disk);
    const script = `mount -t tmpfs -o size=40m none "$1" && cp -R package.json package-lock.json tools node_modules "$1" && cd "$1" || exit 99
      "$2" -e "$3"; status=$?; ls -A; exit $status`;
    const { status, stdout, stderr } = spawnSync(
      'unshare',
      ['-rm', 'sh', '-c', script, 'sh', disk, process.execPath, PREPARE],
      { cwd: project.folder, encoding: 'utf8' },
    );
    expect(stderr).toContain('The disk is full: there was no room left for ');
    expect(stdout.trim().split('\n').sort()).toEqual([
      '.jupyter',
      'node_modules',
      'package-lock.json',
      'package.json',
      'tools',
    ]);
    expect(status).toBe(1);
  });

  it('--remove alone, or with anything else: says what there is', async () => {
    for (const args of [['--remove'], ['--pretrained', '--away']]) {
      const { status, output } = await project.run(['tools/setup.cjs', ...args]);
      expect(status).toBe(2);
      expect(output).toContain('Usage: npm run setup -- ');
    }
  });
});

const problem = await installLibrary();

describe.skipIf(problem)('the library, installed', () => {
  it('is not installed again, and is listed', async () => {
    const stamp = path.join(here, 'pretrained', 'node_modules', '.course-stamp');
    const before = statSync(stamp).mtimeMs;
    expect(await installLibrary()).toBeUndefined();
    expect(statSync(stamp).mtimeMs).toBe(before);
    const ask = "console.log(require('./tools/setup/pretrained.cjs').pretrainedVersion())";
    expect((await projectIn(here).run(['-e', ask])).output.trim()).toBe('4.3.1');
  });
});
