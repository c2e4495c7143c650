import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeAtomicallySync } from '../../lib/data/atomic-file';
import { sourcesOf } from '../course/notebook';

/** Lessons with a page that shows them as they ran, and lessons without one, each with the reason. */
export interface Pages {
  /** Paths of pages. */
  files: string[];
  missing: { lesson: string; why: string }[];
}

/** What a release is called, the folder that its ZIP unpacks to included. */
export interface Release {
  name: string;
  version: string;
}

function git(root: string, args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (error) throw new Error(`git cannot be started (${error.message}): expected git, which knows what is released.`);
  if (status !== 0) throw new Error(`git ${args[0]} failed in ${root}:\n${stderr.trim()}`);
  return stdout;
}

/**
 * The release that the files speak of.
 * @throws Error where package.json, CHANGELOG.md and CITATION.cff do not agree, or files differ from what is committed
 */
export function releaseOf(root: string): Release {
  const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Release;
  const told = [
    ['CHANGELOG.md', /^## (\S+)/m],
    ['CITATION.cff', /^version: (\S+)$/m],
  ] as const;
  for (const [file, pattern] of told) {
    const found = pattern.exec(readFileSync(path.join(root, file), 'utf8'))?.[1];
    if (found !== version) {
      throw new Error(`${file} speaks of version ${found ?? '(none)'}, package.json of ${version}: make them agree.`);
    }
  }
  const changed = git(root, ['status', '--porcelain', '--untracked-files=no']).trimEnd();
  if (changed) throw new Error(`A release holds what is committed, and these files differ from it:\n${changed}`);
  return { name, version };
}

/** The pages that `npm run course -- notebooks/…` left, less those of a lesson that has changed since. */
export function pagesOf(root: string): Pages {
  const lessons = readdirSync(path.join(root, 'notebooks')).filter(file => file.endsWith('.ipynb'));
  const pages: Pages = { files: [], missing: [] };
  for (const file of lessons.sort()) {
    const lesson = path.basename(file, '.ipynb');
    const executed = path.join(root, 'build', 'course', 'notebooks', file);
    const page = executed.replace(/\.ipynb$/, '.html');
    if (!existsSync(executed) || !existsSync(page)) pages.missing.push({ lesson, why: 'it has not run' });
    else if (sourcesOf(executed) !== sourcesOf(path.join(root, 'notebooks', file)))
      pages.missing.push({ lesson, why: 'it has changed since it ran' });
    else pages.files.push(page);
  }
  return pages;
}

/**
 * Writes `out/NAME-VERSION.zip`, which holds what is committed and the pages, in a folder of that name, and its SHA-256 beside it. The
 * same commit and pages give the same files in it.
 * @returns the path of the ZIP
 */
export function writeArchive(root: string, out: string, { name, version }: Release, pages: readonly string[]): string {
  const folder = `${name}-${version}`;
  const zip = path.join(out, `${folder}.zip`);
  mkdirSync(out, { recursive: true });
  const added = pages.map(page => `--add-file=${page}`);
  // Each file takes the prefix before it; what is committed takes the last.
  const prefixes = [`--prefix=${folder}/pages/`, ...added, `--prefix=${folder}/`];
  rmSync(zip, { force: true });
  git(root, ['archive', '--format=zip', `--output=${zip}`, ...prefixes, 'HEAD']);
  const sum = createHash('sha256').update(readFileSync(zip)).digest('hex');
  writeAtomicallySync(`${zip}.sha256`, `${sum}  ${path.basename(zip)}\n`);
  return zip;
}
