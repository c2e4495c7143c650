/** Programs of Debian's that a builder runs: they must be installed, in the version that the set was built with. */
import { execFileSync } from 'node:child_process';
import type { Source } from '../../lib/data/data-set';

/** @throws Error with the command that installs them, unless every package is there in exactly its version */
export function requireInstalled(caller: string, packages: Source[]): void {
  const wrong = packages.filter(({ package: name, version }) => installedVersion(name) !== version);
  if (wrong.length === 0) return;
  const list = wrong.map(({ package: name, version }) => `${name}=${version}`).join(' ');
  throw new Error(
    `${caller}: not installed, or in another version: ${list}; run apt-get install --no-install-recommends ${list}`,
  );
}

function installedVersion(name: string): string | undefined {
  try {
    const status = execFileSync('dpkg-query', ['--status', name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /^Version: (.*)$/m.exec(status)?.[1];
  } catch {
    return undefined;
  }
}
