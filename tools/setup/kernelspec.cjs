'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { readText, writeText } = require('./files.cjs');
const { root, kernelSpec, venv } = require('./paths.cjs');

// glibc keeps a heap for each of many threads, and in them what was freed: pictures are decoded in threads, and a lesson would hold
// 200 MB more than it uses. Two heaps do, and blocks from 128 kB on go back to the system. Other C libraries do not read these.
const env = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072' };

// tools/kernel.cjs changes to the project's root before it starts tslab, so that './lib/…' means the same in every notebook.
const spec = () =>
  `${JSON.stringify(
    {
      argv: [process.execPath, path.join(root, 'tools', 'kernel.cjs'), '{connection_file}'],
      display_name: 'TypeScript',
      language: 'typescript',
      env,
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
