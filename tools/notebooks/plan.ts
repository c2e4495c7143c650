import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { contractOf } from '../course/contract';
import { type Cell, isRecord, type Notebook, NotebookError, parseNotebook } from '../course/notebook';
import { hasMarkers, learnerSource, solvedSource } from './exercise';
import { learnerNotebook } from './learner';
import { cellExcess, lessonExcess } from './limits';
import { normalText } from './normalise';
import { borrowed } from './own-imports';

export interface Plan {
  /** Files whose text is not what it should be: path from the root to the text it should have. */
  changes: Map<string, string>;
  /** What an author has to mend first; nothing is written as long as there is one. */
  problems: string[];
}

/**
 * A code cell as it is solved, and as learners get it; one text where it is no exercise.
 * @throws Error if its metadata or its markers are wrong
 */
function versionsOf(cell: Cell): string[] {
  const { source } = cell;
  return contractOf(cell).exercise === undefined ? [source] : [solvedSource(source), learnerSource(source)];
}

/** What is wrong with a cell's promises, length and exercise. */
function cellProblems(cell: Cell, lesson: readonly Cell[]): string[] {
  const problems: string[] = [];
  if (cell.cell_type !== 'code') {
    return hasMarkers(cell.source) ? ['the marker of an exercise in a cell that is no code'] : [];
  }
  if (cell.source.trim() === '') problems.push('an empty code cell: remove it');
  try {
    const { outputs, prints, quiet, exercise } = contractOf(cell);
    const promises = outputs.length + prints.length > 0;
    if (!promises && !quiet) {
      problems.push(
        'metadata.course promises nothing: give "outputs" or "prints", or "quiet": true if it shows nothing',
      );
    }
    if (promises && quiet) problems.push('metadata.course is "quiet" and promises outputs: one of them is wrong');
    if (exercise === undefined && hasMarkers(cell.source)) {
      problems.push('it marks a solution, but metadata.course.exercise does not name the exercise');
    }
    const sources = versionsOf(cell);
    problems.push(...cellExcess(sources));
    if (exercise !== undefined) {
      const others = lesson.filter(one => one !== cell && one.cell_type === 'code');
      problems.push(...new Set(sources.flatMap(source => borrowed(source, others))));
    }
  } catch (error) {
    problems.push((error as Error).message);
  }
  return problems;
}

/** What a lesson's code cells are together; one that cannot be read counts as it stands, since more is said of it by itself. */
function sizeProblems(cells: readonly Cell[]): string[] {
  const versions = cells
    .filter(({ cell_type }) => cell_type === 'code')
    .map(cell => {
      try {
        return versionsOf(cell);
      } catch {
        return [cell.source];
      }
    });
  return lessonExcess(versions);
}

function lessonProblems(notebook: Notebook, name: string): string[] {
  const first = notebook.cells[0];
  const exercises = notebook.cells.map(({ metadata: { course } }) => (isRecord(course) ? course.exercise : undefined));
  const twice = exercises.filter((id, i) => id !== undefined && exercises.indexOf(id) !== i);
  return [
    ...(first?.cell_type === 'markdown' ? [] : [`${name}, cell 1: a lesson opens with its question, a markdown cell`]),
    ...twice.map(id => `${name}: the exercise "${String(id)}" is in two cells`),
    ...sizeProblems(notebook.cells).map(problem => `${name}: ${problem}`),
    ...notebook.cells.flatMap((cell, i) =>
      cellProblems(cell, notebook.cells).map(problem => `${name}, cell ${i + 1}: ${problem}`),
    ),
  ];
}

function notebooksIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(file => file.endsWith('.ipynb'))
    .sort();
}

/** Compares both folders of a course with what solutions/ says they should hold. */
export function planNotebooks(root: string): Plan {
  const problems: string[] = [];
  const changes = new Map<string, string>();
  const lessons = notebooksIn(path.join(root, 'solutions'));
  if (lessons.length === 0) problems.push('solutions/ has no notebook: lessons are written there');
  const propose = (name: string, text: string) => {
    const file = path.join(root, name);
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) changes.set(name, text);
  };
  for (const lesson of lessons) {
    const name = `solutions/${lesson}`;
    try {
      const notebook = parseNotebook(readFileSync(path.join(root, name), 'utf8'), name);
      const found = lessonProblems(notebook, name);
      problems.push(...found);
      if (found.length > 0) continue;
      // Ids are given before the cells part ways, so that both lessons have the same.
      const source = normalText(notebook);
      propose(name, source);
      propose(`notebooks/${lesson}`, normalText(learnerNotebook(parseNotebook(source, name))));
    } catch (error) {
      if (!(error instanceof NotebookError)) throw error;
      problems.push(error.message);
    }
  }
  for (const lesson of notebooksIn(path.join(root, 'notebooks'))) {
    if (!lessons.includes(lesson)) {
      problems.push(`notebooks/${lesson} has no source in solutions/: write the lesson there, or remove the file`);
    }
  }
  return { changes, problems };
}
