import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/**
 * Paths of what git tracks, from the project's root. Where git is not, or the project is no checkout of it: of every file but what is
 * installed and made.
 * @param options `underWay`: with files that nobody has added yet
 */
export function filesOfProject({ underWay = false } = {}): string[] {
  const more = underWay ? ['--cached', '--others', '--exclude-standard'] : [];
  const { stdout } = spawnSync('git', ['ls-files', '-z', ...more], { cwd: ROOT, encoding: 'utf8' });
  const listed = (stdout ?? '').split('\0').filter(Boolean);
  if (listed.includes('README.md')) return listed;
  const ignored = readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n');
  const filesIn = (folder: string): string[] =>
    readdirSync(join(ROOT, folder))
      .filter(name => ![`${name}/`, `${folder}/${name}/`].some(rule => ignored.includes(rule)) && name !== '.git')
      .map(name => `${folder}/${name}`)
      .flatMap(path => (statSync(join(ROOT, path)).isDirectory() ? filesIn(path) : [path]));
  return filesIn('').map(path => path.slice(1));
}
