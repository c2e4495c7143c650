import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeAtomicallySync } from '../../lib/data/atomic-file';
import { sourcesOf } from '../course/notebook';
import type { Repository } from '../repository';

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

/** The section of the README that ends with where the course is, for those who have its ZIP alone. */
const TO_START = '## Two commands';

/** The README with links to the project and to what opens the course with a kernel. */
export function readmeWithLinks(readme: string, { address, kernels }: Repository): string {
  const parts = readme.split(/^(?=## )/m);
  const at = parts.findIndex(part => part.startsWith(`${TO_START}\n`));
  if (at < 0) throw new Error(`README.md: expected a section "${TO_START}", which a release adds its links to`);
  const links = [{ name: 'The project', address }, ...kernels.map(one => ({ ...one, name: `Open in ${one.name}` }))];
  parts[at] += `${links.map(link => `[${link.name}](${link.address})`).join(' · ')}\n\n`;
  return parts.join('');
}

/**
 * Writes `out/NAME-VERSION.zip`, which holds what is committed and the pages, in a folder of that name, and its SHA-256 beside it. The
 * same commit and pages give the same files in it.
 * @param more paths of pages, and where the project is, which the README in the ZIP then says
 * @returns the path of the ZIP
 */
export function writeArchive(
  root: string,
  out: string,
  { name, version }: Release,
  { pages, repository }: { pages: readonly string[]; repository?: Repository },
): string {
  const folder = `${name}-${version}`;
  const zip = path.join(out, `${folder}.zip`);
  mkdirSync(out, { recursive: true });
  const added = pages.map(page => `--add-file=${page}`);
  // Each file takes the prefix before it; what is committed takes the last.
  const prefixes = [`--prefix=${folder}/pages/`, ...added, `--prefix=${folder}/`];
  rmSync(zip, { force: true });
  const archive = (...what: string[]) =>
    git(root, ['archive', '--format=zip', `--output=${zip}`, ...prefixes, ...what]);
  if (repository) {
    const temporary = mkdtempSync(path.join(tmpdir(), 'release-'));
    try {
      const readme = path.join(temporary, 'README.md');
      writeFileSync(readme, readmeWithLinks(readFileSync(path.join(root, 'README.md'), 'utf8'), repository));
      archive(`--add-file=${readme}`, 'HEAD', '.', ':(exclude)README.md');
    } finally {
      rmSync(temporary, { recursive: true });
    }
  } else archive('HEAD');
  const sum = createHash('sha256').update(readFileSync(zip)).digest('hex');
  writeAtomicallySync(`${zip}.sha256`, `${sum}  ${path.basename(zip)}\n`);
  return zip;
}
