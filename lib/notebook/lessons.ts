import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A code cell of a lesson that is an exercise. */
export interface ExerciseCell {
  id: string;
  lesson: string;
  source: string;
}

interface StoredCell {
  cell_type: string;
  metadata?: { course?: { exercise?: string } };
  source: string | string[];
}

const ROOT = join(__dirname, '..', '..');
const textOf = ({ source }: StoredCell) => (Array.isArray(source) ? source.join('') : source);

/**
 * The exercises in the lessons of a folder, in order, each once. One that stands in two lessons is the later lesson's: it has moved, and
 * the learner has kept the notebook in which it was.
 * @param folder 'notebooks', as learners get them, or 'solutions'
 */
export function exerciseCells(folder: 'notebooks' | 'solutions', root = ROOT): ExerciseCell[] {
  const names = readdirSync(join(root, folder)).filter(name => name.endsWith('.ipynb'));
  const all = names.sort().flatMap(name => {
    const { cells } = JSON.parse(readFileSync(join(root, folder, name), 'utf8')) as { cells: StoredCell[] };
    const title = cells
      .map(textOf)
      .join('\n')
      .match(/^# (.+)$/m)?.[1];
    const lesson = title ?? name.replace('.ipynb', '');
    return cells.flatMap(cell => {
      const id = cell.metadata?.course?.exercise;
      return cell.cell_type === 'code' && id !== undefined ? [{ id, lesson, source: textOf(cell) }] : [];
    });
  });
  const latest = new Map(all.map(cell => [cell.id, cell]));
  return all.filter(cell => latest.get(cell.id) === cell);
}
