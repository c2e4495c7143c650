'use strict';
// Read by whatever Node is there: nothing here may be newer than what Node 10 parses (a test pins that).

const OLDEST = [20, 9]; // sharp, which reads the pictures, runs on no older one

/**
 * What is wrong with a Node version ('v18.19.0'), in words for the reader; undefined when it will do.
 *
 * @param {string} version
 * @returns {string | undefined}
 */
function nodeProblem(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
  return (
    'Node ' +
    version.replace(/^v/, '') +
    ' is too old: the course needs Node ' +
    OLDEST.join('.') +
    ' or later.\nInstall a newer one (https://nodejs.org, or your version manager: nvm install ' +
    OLDEST[0] +
    '), open a new terminal, and run the command again.'
  );
}

/** Ends the process with a message and status 1 when this Node is too old. */
function demandNode() {
  const problem = nodeProblem(process.version);
  if (problem === undefined) return;
  process.stderr.write(problem + '\n');
  process.exit(1);
}

module.exports = { nodeProblem, demandNode };
