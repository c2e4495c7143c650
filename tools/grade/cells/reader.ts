/**
 * Reads notebooks in a process of its own, so that text which the compiler takes for ever over, or fails on, cannot stop the
 * grader. Forked by tools/grade/cells/reading.ts; runs nothing of what it reads.
 */
import { NotebookError } from '../../course/notebook';
import { MOST_CODE_MEGABYTES } from '../bounds';
import { openNoDebugger } from '../walls/no-debugger';
import { type KnownExercises, type ReadNotebook, readExercises, type Submission } from './exercise-cells';
import { skimFile, UnreadableError } from './skim';

export interface ReadRequest {
  file: string;
  name: string;
  known: KnownExercises;
}

/** Of all programs of a notebook, in MB: a long text that all of its exercises need is sent with each. */
const MOST_PROGRAM_MEGABYTES = 3 * MOST_CODE_MEGABYTES;

export type ReadReply = { read: ReadNotebook } | { problem: string };

function read({ file, name, known }: ReadRequest): ReadReply {
  try {
    return { read: inBounds(readExercises(skimFile(file), name, known)) };
  } catch (error) {
    if (error instanceof NotebookError) return { problem: error.message };
    if (error instanceof UnreadableError) return { problem: `${name}: ${error.message}.` };
    const { code, message } = error as NodeJS.ErrnoException;
    return { problem: `${name} cannot be read (${code ?? message}).` };
  }
}

function inBounds({ submissions, ...read }: ReadNotebook): ReadNotebook {
  let left = MOST_PROGRAM_MEGABYTES * 1e6;
  const kept = submissions.map((submission): Submission => {
    left -= submission.program?.source.length ?? 0;
    if (left >= 0) return submission;
    const { program, ...rest } = submission;
    return { ...rest, problem: `with those before it, it needs more than ${MOST_PROGRAM_MEGABYTES} MB of code` };
  });
  return { ...read, submissions: kept };
}

openNoDebugger();
process.on('message', (request: ReadRequest) => process.send!(read(request)));
process.on('disconnect', () => process.exit(0));
