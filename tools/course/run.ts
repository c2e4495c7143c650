import path from 'node:path';
import { hasMarkers } from '../notebooks/exercise';
import { learnerCell } from '../notebooks/learner';
import { type CellRun, judgeCell, type Problem, takeNotices } from './judge';
import { jupyterEnvironment, pythonOf, ROOT } from './jupyter';
import { Kernel } from './kernel';
import { watchMemory } from './memory';
import { type Cell, checkKernel, KERNEL, type Notebook, NotebookError, readNotebook } from './notebook';
import { Outputs } from './outputs';
import { savedBytes, sizeProblem } from './size';

export interface RunOptions {
  /** Limit for one cell. */
  timeoutSeconds: number;
  /** Limit for the kernel's start. */
  startSeconds: number;
  /** How long to wait, after the last cell, for errors that nobody awaited. */
  drainSeconds: number;
  /** Where Jupyter keeps its files. */
  jupyterFolder: string;
  /** True for a lesson in solutions/: each of its exercises runs as the learner finds it, and then as it is answered. */
  solved: boolean;
  onCell?: (cell: CellResult, of: number) => void;
}

export interface CellResult {
  /** Position in the notebook, from 1, text cells counted. */
  position: number;
  /** Position among the code cells, from 1. */
  number: number;
  source: string;
  status: string;
  seconds: number;
  problems: Problem[];
}

export interface NotebookResult {
  name: string;
  /** Why the notebook could not be run at all. */
  problem?: string;
  cells: CellResult[];
  seconds: number;
  /** Peak resident memory of the kernel and what it started, in bytes; where it can be known. */
  peakMemory?: number;
  /** The notebook with its outputs; undefined if it could not be read. */
  executed?: Notebook;
  /** What it takes with its outputs, in bytes, and what is wrong with that. */
  saved?: { bytes: number; problem?: string };
}

/** How one code cell went; `count` is what the kernel calls it. */
interface Course {
  cell: Cell;
  position: number;
  /** Whether what only a solution prints is expected of it. */
  solved: boolean;
  run: CellRun;
  seconds: number;
  count?: number;
}

const STOPS = ['error', 'aborted', 'timeout', 'dead'];

function secondsSince(start: number): number {
  return Math.round(performance.now() - start) / 1000;
}

/**
 * The runs of a notebook's code cells, in order; in a solved lesson two of an exercise.
 * @throws NotebookError for an exercise whose markers are not well formed
 */
function plannedRuns(notebook: Notebook, name: string, solved: boolean): Course[] {
  return notebook.cells.flatMap((cell, i) => {
    if (cell.cell_type !== 'code') return [];
    const cells = solved && hasMarkers(cell.source) ? [starterOf(cell, `${name}, cell ${i + 1}`), cell] : [cell];
    return cells.map(
      (one): Course => ({
        ...{ cell: one, position: i + 1, solved: solved && one === cell, seconds: 0 },
        run: { status: 'not run', outputs: [], late: [] },
      }),
    );
  });
}

function starterOf(cell: Cell, where: string): Cell {
  try {
    return learnerCell(cell);
  } catch (error) {
    throw new NotebookError(`${where}: ${(error as Error).message}`);
  }
}

/** Judges a cell by its outputs as they are now; the kernel's notices accuse others, and are handed over to them. */
function resultOf(courses: Course[], index: number): CellResult {
  const { cell, position, solved, run, seconds } = courses[index]!;
  const { outputs } = takeNotices(run.outputs);
  const problems = judgeCell(cell, { ...run, outputs }, { solved });
  return { position, number: index + 1, source: cell.source, status: run.status, seconds, problems };
}

/** Charges the cells that left an error behind, for what the kernel said about them in a later cell. */
function chargeNotices(courses: Course[], from: Course, outputs: CellRun['outputs']): void {
  for (const { cell: count, message } of takeNotices(outputs).notices) {
    const origin = courses.find(course => course.count !== undefined && course.count === count) ?? from;
    if (origin.run.late.length === 0) origin.run.late.push(message);
  }
}

/** Runs the code cells one after the other, until one stops the kernel or fails. */
async function runCells(kernel: Kernel, courses: Course[], options: RunOptions): Promise<void> {
  const outputs = new Outputs();
  const drain = courses.length; // the id of an empty execution after the last cell
  const ended = new Set<number>();
  kernel.onOutput = (id, message) => {
    if (message.type === 'error' && ended.has(id)) {
      const { ename, evalue, traceback } = message.content;
      courses[id]?.run.late.push(Array.isArray(traceback) ? traceback.join('\n') : `${ename}: ${evalue}`);
    }
    outputs.add(id, message);
    if (courses[id]) courses[id].run.outputs = outputs.of(id);
  };
  let last = courses[0]!;
  for (const [id, course] of courses.entries()) {
    const start = performance.now();
    const reply = await kernel.execute(id, course.cell.source, options.timeoutSeconds);
    ended.add(id);
    course.seconds = secondsSince(start);
    course.run.status = reply.status;
    if (reply.detail) course.run.detail = reply.detail;
    if (reply.count !== undefined) course.count = reply.count;
    chargeNotices(courses, last, course.run.outputs);
    last = course;
    options.onCell?.(resultOf(courses, id), courses.length);
    if (STOPS.includes(reply.status)) {
      const why = `cell ${course.position} failed before it`;
      for (const rest of courses.slice(id + 1)) rest.run.detail = why;
      break;
    }
  }
  if (last.run.status === 'timeout' || last.run.status === 'dead') return;
  await new Promise(resolve => setTimeout(resolve, options.drainSeconds * 1000));
  const reply = await kernel.execute(drain, '', Math.max(options.drainSeconds, 10));
  if (reply.status === 'dead') last.run.late.push(`the kernel died after the last cell: ${reply.detail}`);
  else if (reply.status === 'timeout') last.run.late.push('the kernel does not answer after the last cell');
  chargeNotices(courses, last, outputs.of(drain));
}

/**
 * Runs a notebook in a kernel of its own and judges every code cell. Never throws for what is wrong with the
 * notebook or the kernel: that is in the result.
 * @throws Error if Jupyter is not installed
 * @param name what messages call the notebook
 */
export async function runNotebook(file: string, name: string, options: RunOptions): Promise<NotebookResult> {
  const start = performance.now();
  const python = pythonOf(ROOT);
  let notebook: Notebook;
  let courses: Course[];
  try {
    notebook = readNotebook(file, name);
    checkKernel(notebook, name);
    if (!notebook.cells.some(cell => cell.cell_type === 'code')) {
      throw new NotebookError(`${name} has no code cell: nothing in it can be tested.`);
    }
    courses = plannedRuns(notebook, name, options.solved);
  } catch (error) {
    if (!(error instanceof NotebookError)) throw error;
    return { name, problem: error.message, cells: [], seconds: secondsSince(start) };
  }
  let peakMemory: number | undefined;
  let kernel: Kernel | undefined;
  try {
    kernel = await Kernel.start({
      python,
      kernel: KERNEL,
      folder: path.dirname(path.resolve(file)),
      environment: jupyterEnvironment(options.jupyterFolder),
      startSeconds: options.startSeconds,
    });
    const peak = kernel.pid ? watchMemory(kernel.pid) : () => undefined;
    try {
      await runCells(kernel, courses, options);
    } finally {
      peakMemory = peak();
    }
  } catch (error) {
    for (const course of courses) course.run.detail ??= (error as Error).message;
  } finally {
    await kernel?.stop();
  }
  for (const { cell, run, count } of courses) {
    cell.outputs = run.outputs;
    cell.execution_count = count ?? null;
  }
  const cells = notebook.cells.flatMap((cell, i) =>
    cell.cell_type === 'code' ? courses.flatMap(course => (course.position === i + 1 ? [course.cell] : [])) : [cell],
  );
  const executed = { ...notebook, cells };
  return {
    name,
    cells: courses.map((_, i) => resultOf(courses, i)),
    seconds: secondsSince(start),
    ...(peakMemory === undefined ? {} : { peakMemory }),
    executed,
    saved: { bytes: savedBytes(executed), problem: sizeProblem(executed) },
  };
}
