import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyProject, fakePrograms, here, type Project } from './project';

const { findPython } = createRequire(__filename)(
  '../../tools/setup/python.cjs',
) as typeof import('../../tools/setup/python.cjs');

// The programs that pretend are shell scripts.
describe.skipIf(process.platform === 'win32')('Python', () => {
  let project: Project;
  beforeEach(() => {
    project = copyProject();
  });
  afterEach(() => project.remove());

  async function refused(env: NodeJS.ProcessEnv) {
    const { status, output } = await project.run(['tools/setup.cjs'], { env });
    expect(status).toBe(1);
    expect(['node_modules', '.venv'].filter(project.has)).toEqual([]);
    expect(output).not.toMatch(/^\s+at /m);
    return output;
  }

  it('missing: says what is needed and where to get it, before anything is downloaded', async () => {
    const empty = path.join(project.folder, 'empty');
    mkdirSync(empty);
    const output = await refused({ PATH: empty });
    expect(output).toContain('Python was not found: the course needs Python 3.9 or later');
    expect(output).toContain('Install Python 3.9 or later');
    expect(output).toContain('COURSE_PYTHON=');
  });

  it.each(['2.7.18', '3.8.18'])('%s: too old', async version => {
    const output = await refused({ PATH: fakePrograms(project, { python3: { version } }) });
    expect(output).toContain(`Python ${version} (${project.folder}`);
    expect(output).toContain('is too old: the course needs Python 3.9 or later');
  });

  it('without ensurepip: names the package of Debian that brings it', async () => {
    const python3 = { version: '3.11.2', lacking: 'ensurepip' };
    const output = await refused({ PATH: fakePrograms(project, { python3 }) });
    expect(output).toContain('cannot make virtual environments: its module ensurepip is missing');
    expect(output).toContain('sudo apt install python3-venv (or python3.11-venv)');
  });

  it('COURSE_PYTHON that is not there: says so and looks for no other', async () => {
    const output = await refused({ COURSE_PYTHON: '/nowhere/python3' });
    expect(output).toContain('COURSE_PYTHON names no Python: /nowhere/python3');
  });

  it('COURSE_PYTHON that is too old: says so and looks for no other', async () => {
    const folder = fakePrograms(project, { old: { version: '3.7.16' } });
    const output = await refused({ COURSE_PYTHON: path.join(folder, 'old') });
    expect(output).toContain('Python 3.7.16');
  });

  it('too old under its usual name, new enough under another: the other is taken', () => {
    const PATH = fakePrograms(project, {
      python3: { version: '3.8.18' },
      'python3.12': { version: '3.12.1', lacking: 'venv' },
      'python3.10': { version: '3.10.13' },
    });
    expect(findPython({ PATH }).version).toEqual([3, 10, 13]);
  });

  it('of a virtual environment: what that environment was made from is taken', () => {
    const COURSE_PYTHON = path.join(here, '.venv', 'bin', 'python');
    expect(findPython({ ...process.env, COURSE_PYTHON }).executable).not.toContain('.venv');
  });
});
