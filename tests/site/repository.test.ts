import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { repositoryAt, repositoryOf } from '../../tools/repository';

const PAGE = 'https://github.com/some-one/a.course';

describe('an address of GitHub names a repository', () => {
  test.each([
    PAGE,
    `${PAGE}/`,
    `${PAGE}.git`,
    'https://name:a-secret@github.com/some-one/a.course.git',
    'git@github.com:some-one/a.course.git',
    'ssh://git@github.com/some-one/a.course.git',
  ])('%s', address => {
    expect(repositoryAt(address)).toEqual({
      address: PAGE,
      files: `${PAGE}/blob/HEAD`,
      kernels: [
        { name: 'Codespaces', address: 'https://codespaces.new/some-one/a.course' },
        { name: 'Binder', address: 'https://mybinder.org/v2/gh/some-one/a.course/HEAD' },
      ],
    });
  });

  test.each([
    'https://example.org/owner/name',
    'https://github.com.example.org/owner/name',
    'https://github.com/owner',
    'https://github.com/owner/name/issues',
    'https://github.com/owner/na"me',
    '/a/folder/name.git',
  ])('and %s does not', address => {
    expect(repositoryAt(address)).toBeUndefined();
  });
});

const noGit = spawnSync('git', ['--version']).status !== 0;

describe('the repository of the project', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'course-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  const plain = { PATH: process.env.PATH };
  const git = (...args: string[]) => expect(spawnSync('git', args, { cwd: root }).status).toBe(0);

  test('is the one that is asked for, or there is an error', () => {
    expect(repositoryOf(root, PAGE, plain)?.address).toBe(PAGE);
    expect(() => repositoryOf(root, 'example.org', plain)).toThrow(
      '--repository example.org is no repository on GitHub',
    );
  });

  test('is that of the workflow which runs, at its commit; a server of one’s own has no service for kernels', () => {
    const running = { ...plain, GITHUB_REPOSITORY: 'some-one/a.course', GITHUB_SHA: 'c0ffee' };
    const onGithub = repositoryOf(root, undefined, { ...running, GITHUB_SERVER_URL: 'https://github.com' });
    expect(onGithub).toEqual(repositoryAt(PAGE, 'c0ffee'));
    expect(onGithub?.files).toBe(`${PAGE}/blob/c0ffee`);
    expect(repositoryOf(root, undefined, { ...running, GITHUB_SERVER_URL: 'https://git.example.org' })).toEqual({
      address: 'https://git.example.org/some-one/a.course',
      files: 'https://git.example.org/some-one/a.course/blob/c0ffee',
      kernels: [],
    });
  });

  test.skipIf(noGit)('is git’s origin, where that is on GitHub, and not that of a folder above', () => {
    expect(repositoryOf(root, undefined, plain)).toBeUndefined();
    git('init', '-q');
    expect(repositoryOf(root, undefined, plain)).toBeUndefined();
    git('remote', 'add', 'origin', `${PAGE}.git`);
    expect(repositoryOf(root, undefined, plain)?.address).toBe(PAGE);
    const unpacked = path.join(root, 'unpacked');
    mkdirSync(unpacked);
    expect(repositoryOf(unpacked, undefined, plain)).toBeUndefined();
    git('remote', 'set-url', 'origin', 'https://example.org/owner/name');
    expect(repositoryOf(root, undefined, plain)).toBeUndefined();
  });
});
