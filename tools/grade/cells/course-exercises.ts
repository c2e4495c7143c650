import { readdirSync } from 'node:fs';
import path from 'node:path';
import { isRecord, readNotebook } from '../../course/notebook';
import { bindingsOf } from './bindings';
import type { HandInLines } from './exercise-cells';
import { handInsOf } from './hand-in';
import { statementsOf } from './statements';

/** What the lessons themselves say of exercises. */
export interface CourseExercises {
  /** Exercises by lesson, in the order of the lessons: a notebook that has one of a lesson owes all of them. */
  lessons: readonly { name: string; ids: readonly string[] }[];
  /** How each is handed in. */
  lines: HandInLines;
}

/** Reads the lessons in notebooks/, as a learner gets them. */
export function courseExercises(root: string): CourseExercises {
  const folder = path.join(root, 'notebooks');
  const lines: Record<string, string> = {};
  const lessons = readdirSync(folder)
    .filter(name => name.endsWith('.ipynb'))
    .sort()
    .map(name => {
      const { cells } = readNotebook(path.join(folder, name), `notebooks/${name}`);
      const ids = cells.flatMap(({ metadata: { course }, source }) => {
        if (!isRecord(course) || typeof course.exercise !== 'string') return [];
        const id = course.exercise;
        const cell = [statementsOf(source)];
        const handIns = handInsOf(cell, bindingsOf(cell), [id]);
        const statement = cell[0].find(one => handIns.get(one)!.direct.has(id));
        if (statement) lines[id] = statement.node.getText(statement.file);
        return [id];
      });
      return { name: name.replace(/\.ipynb$/, ''), ids };
    });
  return { lessons, lines };
}
