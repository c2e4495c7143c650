'use strict';

/*
 * `import ... from './lib/engine'` where lib/engine/index.ts is meant.
 *
 * TypeScript finds the index and tslab transpiles it, but its loader then looks for lib/engine.js only. So every
 * transpiled index brings a one-line module of that name along.
 */
const fs = require('node:fs');
const path = require('node:path');

/** @param {import('tslab/dist/converter').SideOutput[]} outputs */
function withFolders(outputs) {
  const folders = outputs
    .filter(output => path.posix.basename(output.path) === 'index.js')
    .map(output => path.posix.dirname(output.path))
    .filter(folder => !fs.existsSync(`${folder}.ts`))
    .map(folder => ({
      path: `${folder}.js`,
      data: `module.exports = require('./${path.posix.basename(folder)}/index');`,
    }));
  return [...outputs, ...folders];
}

function resolveFolders() {
  const converter = require('tslab/dist/converter');
  const createConverter = converter.createConverter;
  converter.createConverter = options => {
    const made = createConverter(options);
    return {
      ...made,
      convert(...args) {
        const converted = made.convert(...args);
        return converted.sideOutputs ? { ...converted, sideOutputs: withFolders(converted.sideOutputs) } : converted;
      },
    };
  };
}

module.exports = { resolveFolders };
