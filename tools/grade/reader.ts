/**
 * Reads notebooks in a process of its own, so that text which the compiler takes for ever over, or fails on, cannot stop the
 * grader. Forked by tools/grade/reading.ts; runs nothing of what it reads.
 */
import { NotebookError } from '../course/notebook';
import { type KnownExercises, type ReadNotebook, readExercises } from './exercise-cells';
import { skimFile, UnreadableError } from './skim';

export interface ReadRequest {
  file: string;
  name: string;
  known: KnownExercises;
}

export type ReadReply = { read: ReadNotebook } | { problem: string };

function read({ file, name, known }: ReadRequest): ReadReply {
  try {
    return { read: readExercises(skimFile(file), name, known) };
  } catch (error) {
    if (error instanceof NotebookError) return { problem: error.message };
    if (error instanceof UnreadableError) return { problem: `${name}: ${error.message}.` };
    const { code, message } = error as NodeJS.ErrnoException;
    return { problem: `${name} cannot be read (${code ?? message}).` };
  }
}

process.on('message', (request: ReadRequest) => process.send!(read(request)));
process.on('disconnect', () => process.exit(0));
