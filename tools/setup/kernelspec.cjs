'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { readText, writeText } = require('./files.cjs');
const { root, kernelSpec, venv } = require('./paths.cjs');

// tools/kernel.cjs changes to the project's root before it starts tslab, so that './lib/…' means the same in every notebook.
const spec = () =>
  `${JSON.stringify(
    {
      argv: [process.execPath, path.join(root, 'tools', 'kernel.cjs'), '{connection_file}'],
      display_name: 'TypeScript',
      language: 'typescript',
    },
    null,
    2,
  )}\n`;

const settings = path.join(venv, 'share', 'jupyter', 'lab', 'settings', 'overrides.json');
const ourSettings = () => fs.readFileSync(path.join(__dirname, 'lab-settings.json'), 'utf8');

const kernelReady = () => readText(kernelSpec) === spec() && readText(settings) === ourSettings();

/** Tells JupyterLab how to start the kernel, with the Node that runs now, and which of its settings the course changes. */
function writeKernel() {
  writeText(kernelSpec, spec());
  writeText(settings, ourSettings());
}

module.exports = { kernelReady, writeKernel };
