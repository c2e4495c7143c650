import path from 'node:path';
import { writeAtomically } from '../../lib/data/atomic-file';
import { seal } from '../../lib/data/sealed-json';
import { FIGURES, type Figures } from '../../lib/evaluation/figures';
import type { LoopOptions } from '../../lib/training/loop';

/** How a run is measured that leaves no encoder behind: several trainings, each kept in a folder of `runs`. */
export interface FiguresRecipe {
  /** How many trainings, and the steps of each. */
  trainings: number;
  steps: number;
  /** @returns undefined when it was interrupted: what was trained is kept */
  measure(options: FiguresOptions): Promise<Pick<Figures, 'config' | 'rows'> | undefined>;
}

export interface FiguresOptions extends Required<Pick<LoopOptions, 'signal' | 'resume'>> {
  runs: string;
  /** Of each training. */
  steps: number;
  /** Called after every step, of all together. */
  onStep(step: number, loss: number): void;
}

/** Writes what was measured, for `loadFigures`. @returns where it lies */
export async function writeFigures(
  name: string,
  { config, rows }: Pick<Figures, 'config' | 'rows'>,
  folder = FIGURES,
): Promise<string> {
  const file = path.join(folder, `${name}.json`);
  const figures: Figures = { version: 1, name, config, rows };
  await writeAtomically(file, `${JSON.stringify(seal(figures), null, 1)}\n`);
  return file;
}
