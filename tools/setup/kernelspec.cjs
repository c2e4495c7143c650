'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { readText, writeText } = require('./files.cjs');
const { root, kernelSpec, venv } = require('./paths.cjs');

/** The name under which the lessons ask for it. */
const KERNEL = path.basename(path.dirname(kernelSpec));

// glibc keeps a heap for each of many threads, and in them what was freed: pictures are decoded in threads, and a lesson would hold
// 200 MB more than it uses. Two heaps do, and blocks from 128 kB on go back to the system. Other C libraries do not read these.
const env = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072' };

// A callback that is stopped in the middle (tools/kernel/interrupts.cjs) leaves an entry on Node's list of who called whom for
// asynchronous hooks. The entry does no harm, but Node would end the process when it finds it.
const flags = ['--no-force-async-hooks-checks'];

// tools/kernel.cjs changes to the project's root before it starts tslab, so that './lib/…' means the same in every notebook.
const kernelSpecText = () =>
  `${JSON.stringify(
    {
      argv: [process.execPath, ...flags, path.join(root, 'tools', 'kernel.cjs'), '{connection_file}'],
      display_name: 'TypeScript',
      language: 'typescript',
      env,
    },
    null,
    2,
  )}\n`;

/**
 * What Jupyter reads of the course's: where it looks, and the file here with the same text. The settings of exports to HTML are read by
 * nbconvert on its own and by JupyterLab's server, each in its place.
 */
const ours = [
  ['share/jupyter/lab/settings/overrides.json', 'lab-settings.json'],
  ['share/jupyter/labextensions/course-keys/package.json', 'lab-keys/package.json'],
  ['share/jupyter/labextensions/course-keys/static/remote-entry.js', 'lab-keys/remote-entry.cjs'],
  ['share/jupyter/nbconvert/templates/course/conf.json', 'html-export/conf.json'],
  ['share/jupyter/nbconvert/templates/course/index.html.j2', 'html-export/index.html.j2'],
  ['etc/jupyter/jupyter_nbconvert_config.json', 'html-export/settings.json'],
  ['etc/jupyter/jupyter_server_config.d/course-html-export.json', 'html-export/settings.json'],
].map(([there, here]) => ({
  place: path.join(venv, there),
  text: () => fs.readFileSync(path.join(__dirname, here), 'utf8'),
}));

const kernelReady = () =>
  readText(kernelSpec) === kernelSpecText() && ours.every(({ place, text }) => readText(place) === text());

/** Tells JupyterLab how to start the kernel, with the Node that runs now, which of its settings the course changes, and what it adds. */
function writeKernel() {
  writeText(kernelSpec, kernelSpecText());
  for (const { place, text } of ours) writeText(place, text());
}

module.exports = { KERNEL, kernelSpecText, kernelReady, writeKernel };
