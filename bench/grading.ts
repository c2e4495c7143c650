/**
 * How long the grader takes for many notebooks, and how much memory it has itself.
 *
 *     npm run bench -- grading [--notebooks 100] [--trained]
 *
 * Each notebook hands in the solved cells of all lessons, but for what takes a training, unless --trained.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { exercises } from '../lib/exercises/all';
import { isRecord, readNotebook } from '../tools/course/notebook';
import { FOLDER, type Results, ROOT } from './benchmark';
import { markdownTable } from './markdown-table';
import { once } from './timing';

const WORK = join(FOLDER, 'grading');

interface Cell {
  cell_type: string;
  metadata: Record<string, unknown>;
  source: string;
}

/** The cells of all lessons that hold code, those of a training taken out. */
function solvedCells(trained: boolean): { cells: Cell[]; count: number } {
  const left = new Set(exercises.filter(({ bounds }) => bounds && !trained).map(({ id }) => id));
  const folder = join(ROOT, 'solutions');
  const names = readdirSync(folder).filter(name => name.endsWith('.ipynb'));
  const cells = names.sort().flatMap(name => readNotebook(join(folder, name)).cells);
  const idOf = ({ metadata: { course } }: Cell) => (isRecord(course) ? course.exercise : undefined);
  const kept = cells.filter(cell => cell.cell_type === 'code' && !left.has(String(idOf(cell))));
  return { cells: kept, count: kept.filter(cell => idOf(cell) !== undefined).length };
}

/** The most that a process has had in memory, in MB. */
function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1000;
  } catch {
    return 0;
  }
}

export async function benchmark(args: string[]): Promise<Results> {
  const { values } = parseArgs({ args, options: { notebooks: { type: 'string' }, trained: { type: 'boolean' } } });
  const notebooks = Number(values.notebooks ?? 100);
  if (!Number.isInteger(notebooks) || notebooks < 1) {
    throw new Error(`--notebooks ${values.notebooks}: expected a whole number of at least 1`);
  }
  const { cells, count } = solvedCells(values.trained ?? false);
  rmSync(WORK, { recursive: true, force: true });
  mkdirSync(join(WORK, 'notebooks'), { recursive: true });
  for (let i = 0; i < notebooks; i++) {
    // no two are the same, so that each has its own drawn inputs
    const own = cells.map(cell => ({ ...cell, source: `const student = ${i};\n${cell.source}` }));
    const text = JSON.stringify({ cells: own, metadata: {}, nbformat: 4, nbformat_minor: 5 });
    writeFileSync(join(WORK, 'notebooks', `${String(i).padStart(3, '0')}.ipynb`), text);
  }
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const began = performance.now();
  const grader = spawn(
    process.execPath,
    ['--import', tsx, join(ROOT, 'tools', 'grade.ts'), join(WORK, 'notebooks'), '--out', join(WORK, 'out'), '--again'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(grader.pid!));
  }, 200);
  const status = await new Promise<number | null>(resolve => grader.on('close', resolve));
  clearInterval(watch);
  const seconds = (performance.now() - began) / 1000;
  const graded = JSON.parse(readFileSync(join(WORK, 'out', 'grades.json'), 'utf8')).notebooks as { points: number }[];
  const full = graded.filter(({ points }) => points === count).length;
  const header = ['notebooks', 'exercises each', 'seconds', 'full marks', 'the grader’s memory at most, MB', 'status'];
  console.log(markdownTable(header, [[notebooks, count, seconds.toFixed(0), full, peak.toFixed(0), String(status)]]));
  if (status !== 0 || full < notebooks)
    throw new Error(`npm run bench: ${full} of ${notebooks} notebooks got full marks, status ${status}`);
  const what = `${notebooks} notebooks with ${count} exercises each, graded`;
  return {
    figures: [
      { what, unit: 's', ours: once(seconds), headline: true },
      { what: `${what}: the grader’s own memory`, unit: 'MB', ours: once(peak), headline: true },
    ],
  };
}
