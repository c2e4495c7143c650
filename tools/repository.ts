import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** Where the project is published: what of it can be read there, and opened with a kernel. */
export interface Repository {
  /** Such as `https://host/owner/name`. */
  address: string;
  /** What the path of a file is appended to, such as `https://host/owner/name/blob/main`. */
  files: string;
  /** Services that prepare the course from the repository and open lesson 1, with the address that asks for it. */
  kernels: { name: string; address: string }[];
}

/** An address as GitHub gives it to read or to clone, with or without a user before the host. */
const GITHUB =
  /^(?:https:\/\/(?:[^@/]+@)?github\.com\/|(?:ssh:\/\/)?git@github\.com[/:])([\w-]+)\/([\w.-]+?)(?:\.git)?\/?$/;

/**
 * The repository that an address names.
 * @param revision a branch, tag or commit; by default what GitHub shows first
 * @returns undefined where it is not on GitHub
 */
export function repositoryAt(address: string, revision = 'HEAD'): Repository | undefined {
  const [, owner, name] = GITHUB.exec(address) ?? [];
  if (owner === undefined) return undefined;
  const page = `https://github.com/${owner}/${name}`;
  return {
    address: page,
    files: `${page}/blob/${revision}`,
    kernels: [
      { name: 'Codespaces', address: `https://codespaces.new/${owner}/${name}` },
      { name: 'Binder', address: `https://mybinder.org/v2/gh/${owner}/${name}/HEAD` },
    ],
  };
}

/**
 * The repository of the project: the one that is asked for, that of the workflow which runs, or the one that git calls `origin`.
 * @returns undefined where none of them is known, or it is not on GitHub
 * @throws Error where what is asked for is no address of a repository on GitHub
 */
export function repositoryOf(root: string, asked?: string, env = process.env): Repository | undefined {
  if (asked !== undefined) {
    const found = repositoryAt(asked);
    if (!found)
      throw new Error(`--repository ${asked} is no repository on GitHub: expected https://github.com/OWNER/NAME`);
    return found;
  }
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name, GITHUB_SHA: commit } = env;
  if (server && name && commit) {
    const address = `${server}/${name}`;
    // a server of one's own has files to read, and no such services
    return repositoryAt(address, commit) ?? { address, files: `${address}/blob/${commit}`, kernels: [] };
  }
  // not that of a project which this one was unpacked into
  const own = { ...env, GIT_CEILING_DIRECTORIES: path.dirname(root) };
  const git = spawnSync('git', ['remote', 'get-url', 'origin'], { cwd: root, env: own, encoding: 'utf8' });
  return git.status === 0 ? repositoryAt(git.stdout.trim()) : undefined;
}
