import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Project } from './project';

/** A package of npm's: files by their names, package.json among them. */
type Files = Record<string, string>;

export interface Registries {
  /** What makes npm and pip ask here, and nowhere else. */
  env(project: Project): NodeJS.ProcessEnv;
  /** `sha512-…` of a package's archive, as lock files have it. */
  integrity(name: string): string;
  /** SHA-256 of the wheel. */
  sha256: string;
  /** How many bytes of the wheel are sent; all by default. */
  cutWheel(bytes?: number): void;
  close(): Promise<void>;
}

/** npm's registry and Python's index on the loopback, with a few small packages and one wheel. */
export async function startRegistries(
  packages: Record<string, { version: string; files: Files }>,
  wheel: { project: string; version: string; python: string; files: Files },
): Promise<Registries> {
  const folder = mkdtempSync(path.join(tmpdir(), 'course-registries-'));
  const archives = new Map(Object.entries(packages).map(([name, { files }]) => [name, packed(folder, name, files)]));
  const file = `${wheel.project.replaceAll('-', '_')}-${wheel.version}-py3-none-any.whl`;
  const whole = zipped(folder, file, wheel);
  let sent = whole.length;
  const server = createServer(({ url = '/' }, response) => {
    const at = decodeURIComponent(url);
    const name = at.replace(/^\/(tarball\/)?/, '');
    if (at === `/simple/${wheel.project}/`) {
      return response.setHeader('content-type', 'text/html').end(`<!doctype html><a href="/wheel/${file}">${file}</a>`);
    }
    if (at === `/wheel/${file}`) return response.end(whole.subarray(0, sent));
    const archive = archives.get(name);
    if (!archive) return response.writeHead(404).end();
    if (at.startsWith('/tarball/')) return response.end(archive);
    const { version, files } = packages[name];
    const dist = { tarball: `${address()}/tarball/${name}`, integrity: digest(archive) };
    const about = { ...JSON.parse(files['package.json']), name, version, dist };
    return response.end(JSON.stringify({ name, 'dist-tags': { latest: version }, versions: { [version]: about } }));
  });
  const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    env: project => ({
      npm_config_registry: address(),
      npm_config_cache: path.join(project.folder, 'npm cache'),
      npm_config_fetch_retries: '0',
      PIP_CONFIG_FILE: process.platform === 'win32' ? 'nul' : '/dev/null',
      PIP_INDEX_URL: `${address()}/simple`,
      PIP_FIND_LINKS: '',
      PIP_EXTRA_INDEX_URL: '',
      PIP_CACHE_DIR: path.join(project.folder, 'pip cache'),
      PIP_RETRIES: '0',
    }),
    integrity: name => digest(archives.get(name)!),
    sha256: createHash('sha256').update(whole).digest('hex'),
    cutWheel: (bytes = whole.length) => {
      sent = bytes;
    },
    close: () =>
      new Promise<void>(resolve => {
        rmSync(folder, { recursive: true, force: true });
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const digest = (bytes: Buffer) => `sha512-${createHash('sha512').update(bytes).digest('base64')}`;

function written(folder: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}

function packed(folder: string, name: string, files: Files): Buffer {
  const own = path.join(folder, name.replaceAll('/', '+'));
  written(path.join(own, 'package'), files);
  execFileSync('tar', ['-czf', 'package.tgz', 'package'], { cwd: own });
  return readFileSync(path.join(own, 'package.tgz'));
}

function zipped(
  folder: string,
  file: string,
  { project, version, python, files }: { project: string; version: string; python: string; files: Files },
): Buffer {
  const own = path.join(folder, 'wheel');
  const about = `${project.replaceAll('-', '_')}-${version}.dist-info`;
  written(own, {
    ...files,
    [`${about}/METADATA`]: `Metadata-Version: 2.1\nName: ${project}\nVersion: ${version}\n`,
    [`${about}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    [`${about}/RECORD`]: '',
  });
  const tops = [...new Set([about, ...Object.keys(files).map(name => name.split('/')[0])])];
  execFileSync(python, ['-m', 'zipfile', '-c', file, ...tops], { cwd: own });
  return readFileSync(path.join(own, file));
}
