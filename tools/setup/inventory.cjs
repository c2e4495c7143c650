'use strict';
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { findBrowser } = require('./browser.cjs');
const { engineInventory } = require('./engines.cjs');
const { jupyterEnvironment } = require('./jupyter.cjs');
const { pretrainedVersion } = require('./pretrained.cjs');
const { readerVersion } = require('./reader.cjs');
const { modules, venvPython, kernelSpec } = require('./paths.cjs');

/** What is installed, as pairs of a name and a version or place. To be asked after `prepare`. */
async function inventory() {
  const version = (/** @type {string} */ name) => require(path.join(modules, name, 'package.json')).version;
  const script = 'import platform, jupyterlab; print(platform.python_version()); print(jupyterlab.__version__)';
  const told = spawnSync(venvPython, ['-c', script], { env: jupyterEnvironment(), encoding: 'utf8' });
  const [python, lab] = told.status === 0 ? told.stdout.trim().split(/\r?\n/) : ['does not answer', 'does not answer'];
  const pretrained = pretrainedVersion();
  return [
    ['Node', `${process.versions.node} (${process.execPath})`],
    ['TensorFlow.js', version('@tensorflow/tfjs')],
    ['TypeScript', `${version('typescript')}, in notebooks through tslab ${version('tslab')}`],
    ['Python', `${python} (${venvPython})`],
    ['JupyterLab', lab],
    ['Kernel', kernelSpec],
    ...(await engineInventory()),
    [
      'Pretrained',
      pretrained ? `@huggingface/transformers ${pretrained}` : 'not installed: npm run setup -- --pretrained',
    ],
    ['Reader', readerVersion() ?? 'not installed: npm run setup -- --reader; answers are quoted'],
    ['Browser', findBrowser() ?? 'no Chromium found: only npm test needs one'],
  ];
}

module.exports = { inventory };
