import { spawnSync } from 'node:child_process';
import { jupyterEnvironment, pythonOf } from './jupyter';
import type { CellResult, NotebookResult } from './run';
import { megabytes } from './size';

const MEGA = 1e6;

function indented(text: string, by: string): string {
  return text.replace(/^/gm, by).replace(/[ \t]+$/gm, '');
}

/** A cell's first line that says something. */
function titleOf(source: string): string {
  const line = source.split('\n').find(one => one.trim() !== '') ?? '(empty)';
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

/** One line for a cell that has just run. */
export function progressLine({ number, seconds, problems, source }: CellResult, of: number): string {
  const verdict = problems.length === 0 ? 'ok    ' : 'FAILED';
  return `  [${String(number).padStart(String(of).length)}/${of}] ${seconds.toFixed(1).padStart(6)} s  ${verdict}  ${titleOf(source)}`;
}

/** A failed cell: where it is, its source, what was expected and what was found. */
export function failureText(name: string, { position, source, problems }: CellResult): string {
  const lines = problems.flatMap(({ expected, found }) => [
    `    expected: ${expected}`,
    `    found:    ${indented(found, '              ').trimStart()}`,
  ]);
  return [`FAILED ${name}, cell ${position}`, indented(source, '    | '), ...lines].join('\n');
}

export interface Counts {
  passed: number;
  failed: number;
}

/** Code cells that passed and failed; a notebook that could not be run at all, or is too large, counts as one that failed. */
export function count(results: NotebookResult[]): Counts {
  const cells = results.flatMap(result => result.cells);
  const passed = cells.filter(cell => cell.problems.length === 0).length;
  const others = results.filter(({ problem, saved }) => problem !== undefined || saved?.problem !== undefined);
  return { passed, failed: cells.length - passed + others.length };
}

/** One line for a notebook: cells passed, seconds, memory, size; and a second one if it is too large. */
export function notebookLine(result: NotebookResult): string {
  if (result.problem !== undefined) return `FAILED ${result.problem}`;
  const { passed } = count([result]);
  const memory = result.peakMemory === undefined ? '' : `, ${Math.round(result.peakMemory / MEGA)} MB at most`;
  const size = result.saved === undefined ? '' : `, ${megabytes(result.saved.bytes)} saved`;
  return [
    `${result.name}: ${passed} of ${result.cells.length} cells passed, ${result.seconds.toFixed(1)} s${memory}${size}`,
    ...(result.saved?.problem === undefined ? [] : [`FAILED ${result.name}: ${result.saved.problem}`]),
  ].join('\n');
}

/** What CI and benchmarks read: seconds a cell, and what failed. */
export function summaryOf(results: NotebookResult[]): unknown {
  return {
    ...count(results),
    notebooks: results.map(({ name, problem, seconds, peakMemory, saved, cells }) => ({
      name,
      ...(problem === undefined ? {} : { problem }),
      ...(saved === undefined ? {} : { savedBytes: saved.bytes }),
      ...(saved?.problem === undefined ? {} : { savedProblem: saved.problem }),
      seconds,
      peakMegabytes: peakMemory === undefined ? null : Math.round(peakMemory / MEGA),
      cells: cells.map(({ position, status, seconds, source, problems }) => ({
        cell: position,
        title: titleOf(source),
        status,
        seconds,
        problems,
      })),
    })),
  };
}

// The pages have to show without a network: nbconvert's template would fetch these. (Its drawing of Mermaid diagrams
// stays, and fetches only if there is one.)
const NO_SCRIPTS = ['mathjax_url', 'require_js_url', 'widget_renderer_url'].map(name => `--HTMLExporter.${name}=`);

/**
 * An HTML page beside each executed notebook, with the still form of every chart.
 * @throws Error with what nbconvert said, if it fails
 */
export function writePages(notebooks: string[], jupyterFolder: string): void {
  if (notebooks.length === 0) return;
  const run = spawnSync(
    pythonOf(),
    ['-m', 'nbconvert', '--to', 'html', '--log-level', 'WARN', ...NO_SCRIPTS, ...notebooks],
    { env: jupyterEnvironment(jupyterFolder), encoding: 'utf8' },
  );
  if (run.status !== 0) throw new Error(`nbconvert failed: ${run.error?.message ?? run.stderr.trim().slice(-1000)}`);
}
