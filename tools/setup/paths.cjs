'use strict';
const path = require('node:path');

const root = path.resolve(__dirname, '..', '..');
const windows = process.platform === 'win32';
const venv = path.join(root, '.venv');

module.exports = {
  root,
  windows,
  venv,
  /** The virtual environment's own Python. */
  venvPython: windows ? path.join(venv, 'Scripts', 'python.exe') : path.join(venv, 'bin', 'python'),
  modules: path.join(root, 'node_modules'),
  packageLock: path.join(root, 'package-lock.json'),
  requirements: path.join(__dirname, 'requirements.txt'),
  kernelSpec: path.join(venv, 'share', 'jupyter', 'kernels', 'tslab', 'kernel.json'),
  /** The optional library for a pretrained CLIP, and the models that were downloaded with it. */
  pretrained: path.join(root, 'pretrained'),
  /** An optional native engine, and the folder in which it is made ready. */
  native: path.join(root, 'native'),
  nativeBuilding: path.join(root, 'native.building'),
  /** The optional language model that writes answers, and the folder in which it is made ready. */
  reader: path.join(root, 'reader'),
  readerBuilding: path.join(root, 'reader.building'),
  /** Everything Jupyter would otherwise write into the reader's home. */
  jupyter: path.join(root, '.jupyter'),
};
