import { type Cell, isRecord, type Notebook } from '../course/notebook';
import { learnerSource } from './exercise';

/** A cell as learners get it: starters for solutions, and no promise that only a solution keeps. */
export function learnerCell(cell: Cell): Cell {
  const { course } = cell.metadata;
  if (!isRecord(course)) return cell;
  const { printsWhenSolved, ...rest } = course;
  const source = course.exercise === undefined ? cell.source : learnerSource(cell.source);
  return { ...cell, source, metadata: { ...cell.metadata, course: rest } };
}

/** The lesson as learners get it. */
export const learnerNotebook = (notebook: Notebook): Notebook => ({
  ...notebook,
  cells: notebook.cells.map(learnerCell),
});
