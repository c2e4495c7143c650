'use strict';
// Chromium for the tests that open JupyterLab. Learners need none: they have a browser.
const fs = require('node:fs');
const path = require('node:path');
const { run } = require('./child.cjs');
const { windows } = require('./paths.cjs');
const { Problem } = require('./problem.cjs');

const NAMES = windows
  ? ['chrome.exe', 'msedge.exe']
  : ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
function usualPlaces(env) {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].map(name => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (!windows) return [];
  const below = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
  const above = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].flatMap(folder => folder || []);
  return above.flatMap(folder => below.map(name => path.join(folder, name)));
}

/** The path of a Chromium or Chrome: COURSE_CHROMIUM if that is set, else the usual names on the PATH and places; undefined if none. */
function findBrowser(env = process.env) {
  if (env.COURSE_CHROMIUM) return fs.existsSync(env.COURSE_CHROMIUM) ? env.COURSE_CHROMIUM : undefined;
  const folders = (env.PATH ?? env.Path ?? '').split(path.delimiter).filter(Boolean);
  const onPath = folders.flatMap(folder => NAMES.map(name => path.join(folder, name)));
  return [...onPath, ...usualPlaces(env)].find(file => fs.existsSync(file));
}

/**
 * A browser for the tests. As root on Debian and its kin one is installed if none is there; elsewhere that is the reader's decision.
 *
 * @returns {Promise<string>} its path
 * @throws {Problem} none is there, with the way to get one
 */
async function demandBrowser(env = process.env) {
  const found = findBrowser(env);
  if (found) return found;
  if (env.COURSE_CHROMIUM) {
    throw new Problem(
      `COURSE_CHROMIUM names a file that is not there: ${env.COURSE_CHROMIUM}.\nExpected: the path of a Chromium or Chrome. Correct it, or leave it out.`,
    );
  }
  const install = 'apt-get install chromium';
  if (process.platform === 'linux' && process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get')) {
    console.log(`No Chromium is here: installing Debian's, as root (${install})…`);
    const options = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
    await run('apt-get', ['update', '-q'], options);
    // what Debian's settings take for sans-serif; of other fonts alone they may take one for typewriters
    const packages = ['chromium', 'fonts-dejavu-core'];
    const { output } = await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], options);
    const installed = findBrowser(env);
    if (installed) return installed;
    const tail = output.trim().split('\n').slice(-8).join('\n');
    throw new Problem(`Chromium could not be installed (${install}).\napt's last words:\n${tail}`);
  }
  throw new Problem(
    `No Chromium or Chrome was found: the tests that open JupyterLab in a browser need one.\nInstall one (Debian: sudo ${install}), or name it: COURSE_CHROMIUM=/path/to/chrome npm test`,
  );
}

module.exports = { findBrowser, demandBrowser };
