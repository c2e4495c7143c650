'use strict';
const { run, endAll } = require('./child.cjs');
const { root } = require('./paths.cjs');
const { Problem } = require('./problem.cjs');

// Far above what any step takes; a step that hangs is a failure and must not take the others with it.
const LIMIT = 45 * 60_000;

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */
/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} args for Node
 * @property {(output: string) => Count | undefined} [count] if the program counts for itself; undefined where it did not
 * @property {() => void | Promise<NodeJS.ProcessEnv>} [before] may return variables for its environment
 */
/** @typedef {{ limit?: number, env?: NodeJS.ProcessEnv }} Options limit: milliseconds for a step */

/**
 * Runs one step and counts it. A step whose program fails has failed at least once, whatever it counted; one that counted nothing has
 * not passed.
 *
 * @param {Omit<Step, 'name'>} step
 * @param {Options} [options]
 * @returns {Promise<Count & { reason?: string }>}
 */
async function runStep({ args, before, count }, { limit = LIMIT, env = process.env } = {}) {
  const fail = (/** @type {string} */ reason) => ({ passed: 0, failed: 1, skipped: 0, reason });
  let result;
  try {
    const more = await before?.();
    // The output passes through our hands: a program cannot see for itself whether a terminal reads it.
    const { FORCE_COLOR, NO_COLOR, ...plain } = env;
    const colour = process.stdout.isTTY && !NO_COLOR ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
    result = await run(process.execPath, args, {
      cwd: root,
      env: { ...plain, INIT_CWD: root, ...colour, ...more },
      show: true,
      limit,
    });
  } catch (error) {
    return fail(error instanceof Problem ? error.message : String(/** @type {Error} */ (error).stack));
  }
  const well = result.status === 0 && !result.timedOut;
  const reason = result.timedOut
    ? `it took more than ${limit / 60_000} minutes and was ended`
    : `status ${result.status ?? result.signal}`;
  if (!count) return well ? { passed: 1, failed: 0, skipped: 0 } : fail(reason);
  const counted = count(result.output);
  if (!counted) return fail(well ? 'it ended well, but counted nothing' : reason);
  if (well && counted.passed + counted.failed === 0) return fail('nothing ran');
  if (!well) return { ...counted, failed: Math.max(1, counted.failed), reason };
  return counted;
}

/**
 * Runs the steps in order, each with its seconds, and sums them up. Ctrl-C ends the step that runs and the whole.
 *
 * @param {Step[]} steps
 * @param {Options} [options]
 * @returns {Promise<Count>}
 */
async function runSteps(steps, options = {}) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const statuses = /** @type {const} */ ([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]); // biome-ignore format: one line
  for (const [signal, status] of statuses) {
    process.on(signal, () => {
      console.log('\nStopping…');
      endAll().then(() => process.exit(status));
    });
  }
  /** @type {string[]} */
  const results = [];
  for (const step of steps) {
    console.log(`\n== ${step.name}`);
    const began = Date.now();
    const counted = await runStep(step, options);
    for (const key of /** @type {const} */ (['passed', 'failed', 'skipped'])) sum[key] += counted[key];
    const seconds = ((Date.now() - began) / 1000).toFixed(1).padStart(6);
    const mark = counted.failed > 0 ? 'FAILED' : 'passed';
    results.push(`${mark} ${seconds} s  ${step.name}${counted.reason ? `: ${counted.reason}` : ''}`);
    console.log(results.at(-1));
  }
  console.log(`\n== in short\n${results.join('\n')}\n`);
  return sum;
}

const closingLine = (/** @type {Count} */ { passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

module.exports = { runStep, runSteps, closingLine };
