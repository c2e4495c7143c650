import { cpSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { runChild } from '../engine/support';
import { copyProject, here, type Project, projectIn } from './project';

/** What of vitest's report in JSON is read here. */
interface Report {
  numPassedTests: number;
  testResults: { assertionResults: { fullName: string; status: string }[] }[];
}

export interface EngineTrial {
  project: Project;
  /** Installs the engine, as `npm run setup -- --FLAG` does, without asking for Python. */
  install: string;
  /** What startEngine says with the project's native/. */
  start: () => Promise<Record<string, unknown>>;
  /** Expects every gradient test of the course to pass on the engine. */
  expectGradients: () => Promise<void>;
  remove: () => void;
}

/** A project with the packages and the Python of this one and no engine. `env` is for every process that starts the engine. */
export function engineTrial(engine: 'native' | 'webgpu', env: Record<string, string> = {}): EngineTrial {
  const project = copyProject();
  cpSync(path.join(here, 'lib'), path.join(project.folder, 'lib'), { recursive: true });
  for (const name of ['node_modules', '.venv']) symlinkSync(path.join(here, name), path.join(project.folder, name));
  const withEngine = { ...env, COURSE_NATIVE: path.join(project.folder, 'native') };
  return {
    project,
    install: `require('./tools/setup/prepare.cjs').prepare({ python: false, engine: '${engine}' })
      .catch(error => { process.exitCode = require('./tools/setup/problem.cjs').report(error); })`,
    start: async () => JSON.parse((await runChild('start.ts', [], withEngine)).out),
    expectGradients: async () => {
      const vitest = path.join(here, 'node_modules', 'vitest', 'vitest.mjs');
      const args = [vitest, 'run', '--project', 'unit', '--reporter', 'json', 'tests/engine/gradients.test.ts'];
      const { output } = await projectIn(here).run(args, { env: { ...withEngine, COURSE_ENGINE: engine } });
      const [, report] = /^(\{"numTotal.*\})$/m.exec(output) ?? [];
      expect(report, output).toBeDefined();
      const { numPassedTests, testResults } = JSON.parse(report) as Report;
      const failed = testResults.flatMap(file => file.assertionResults).filter(({ status }) => status === 'failed');
      expect(failed.map(({ fullName }) => fullName)).toEqual([]);
      expect(numPassedTests).toBeGreaterThanOrEqual(75);
    },
    remove: () => project.remove(),
  };
}
