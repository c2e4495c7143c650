import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyProject, here, type Project } from './project';

const { nodeProblem } = createRequire(__filename)(
  '../../tools/setup/node-version.cjs',
) as typeof import('../../tools/setup/node-version.cjs');
const ENTRIES = ['start', 'test', 'setup', 'run'];

describe('Node', () => {
  it.each(['v20.9.0', 'v20.20.2', 'v22.1.0', 'v26.0.0', 'v100.0.0'])('%s will do', version => {
    expect(nodeProblem(version)).toBeUndefined();
  });

  it.each(['v0.12.18', 'v10.24.1', 'v18.20.8', 'v19.9.0', 'v20.8.1'])(
    '%s is refused, with the version that is wanted',
    version => {
      const problem = nodeProblem(version);
      expect(problem).toContain(`Node ${version.slice(1)} is too old`);
      expect(problem).toContain('needs Node 20.9 or later');
      expect(problem).toContain('Install a newer one');
    },
  );

  // An old Node that cannot parse the file says SyntaxError and nothing of its age.
  it.each([...ENTRIES, 'setup/node-version'])('%s.cjs has no syntax that Node 10 does not know', name => {
    const source = readFileSync(path.join(here, 'tools', `${name}.cjs`), 'utf8');
    const print = (target: ts.ScriptTarget) => ts.transpile(source, { target, module: ts.ModuleKind.CommonJS });
    expect(print(ts.ScriptTarget.ES2018)).toBe(print(ts.ScriptTarget.ESNext));
  });

  describe('too old', () => {
    let project: Project;
    let old: string;
    beforeAll(() => {
      project = copyProject();
      old = path.join(project.folder, 'old.cjs');
      writeFileSync(old, "Object.defineProperty(process, 'version', { value: 'v18.20.8' });\n");
    });
    afterAll(() => project.remove());

    it.each(ENTRIES)('%s.cjs says so, before it touches anything', async entry => {
      const { status, output } = await project.run(['--require', old, `tools/${entry}.cjs`]);
      expect(output).toMatch(/^Node 18\.20\.8 is too old: the course needs Node 20.9 or later\.\n/);
      expect(output).not.toContain('at '); // no stack
      expect(status).toBe(1);
      expect(['node_modules', '.venv', '.jupyter'].filter(project.has)).toEqual([]);
    });
  });
});
