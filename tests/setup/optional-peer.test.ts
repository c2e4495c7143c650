import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { here } from './project';

const read = (...names: string[]) => JSON.parse(readFileSync(path.join(here, ...names), 'utf8'));
const GPU = '@tensorflow/tfjs-node-gpu';

it('the engine for a graphics card is declared in the version that npm run setup -- --gpu installs', () => {
  const { peerDependencies, peerDependenciesMeta } = read('package.json');
  expect(peerDependencies).toEqual({ [GPU]: read('tools', 'setup', 'native', 'package.json').dependencies[GPU] });
  expect(peerDependencies[GPU]).toBe(
    read('tools', 'setup', 'native', 'package-lock.json').packages[`node_modules/${GPU}`].version,
  );
  expect(peerDependenciesMeta).toEqual({ [GPU]: { optional: true } });
});

it('npm ci installs neither it nor what it needs', () => {
  const { packages } = read('package-lock.json');
  expect(packages[''].peerDependencies).toEqual(read('package.json').peerDependencies);
  expect(Object.keys(packages).filter(name => name.includes('tfjs-node'))).toEqual([]);
});
