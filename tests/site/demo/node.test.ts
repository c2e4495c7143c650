import nodeCrypto from 'node:crypto';
import nodePath from 'node:path';
import { describe, expect, test } from 'vitest';
import { createHash } from '../../../tools/site/demo/browser/node/crypto';
import { basename, join } from '../../../tools/site/demo/browser/node/path';

describe('what stands in for Node in a browser', () => {
  test.each([0, 1, 55, 56, 63, 64, 119, 1000, 100_001])('hashes %d bytes as Node does', count => {
    const bytes = Uint8Array.from({ length: count }, (_, i) => (i * 131) % 251);
    const own = createHash('sha256').update(bytes).digest('hex');
    expect(own).toBe(nodeCrypto.createHash('sha256').update(bytes).digest('hex'));
  });

  test('hashes a text as Node does', () => {
    const text = '{"name":"Löwe","emoji":"🦁"}';
    expect(createHash('sha256').update(text).digest('hex')).toBe(
      nodeCrypto.createHash('sha256').update(text).digest('hex'),
    );
  });

  test.each([
    ['/lib/data', '..', '..', 'datasets'],
    ['/datasets', 'checkpoints', 'towers/weights.bin'],
    ['a', './b', 'c/'],
    ['/', 'a'],
  ])('joins %s, %s … as Node does', (...parts) => {
    expect(join(...parts)).toBe(nodePath.posix.join(...parts).replace(/(?<=.)\/$/, ''));
    expect(basename(join(...parts))).toBe(nodePath.posix.basename(nodePath.posix.join(...parts)));
  });
});
