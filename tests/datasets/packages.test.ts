import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { debianPackage, npmPackage } from '../../tools/datasets/packages';

const CACHE = join(__dirname, '..', '..', 'build', 'datasets');

describe('a package that is not the one that was pinned', () => {
  const files = ['no-such-package-1.2.3.tgz', 'no-such-package_1.2-3_all.deb'];
  afterEach(() => {
    for (const file of files) rmSync(join(CACHE, file), { force: true });
  });

  test('is refused, with both digests, before anything of it is used', () => {
    mkdirSync(CACHE, { recursive: true });
    for (const file of files) writeFileSync(join(CACHE, file), 'other bytes');
    const integrity = `sha512-${'A'.repeat(86)}==`;
    expect(() => npmPackage({ package: 'no-such-package', version: '1.2.3', integrity })).toThrow(
      /no-such-package-1\.2\.3\.tgz is sha512-.*, expected sha512-A+==; delete .* and try again/,
    );
  });

  test.skipIf(spawnSync('dpkg', ['--version']).status !== 0)('is refused from Debian too', () => {
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(join(CACHE, files[1]), 'other bytes');
    const pinned = { package: 'no-such-package', version: '1.2-3', sha256: '00'.repeat(32) };
    expect(() => debianPackage(pinned)).toThrow(/no-such-package_1\.2-3_all\.deb is sha256-.*, expected sha256-A+=/);
  });
});
