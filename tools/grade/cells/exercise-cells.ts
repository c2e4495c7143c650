import { isRecord, NotebookError, parseNotebook } from '../../course/notebook';
import { type HandIns, handInsOf, withoutImpostors } from './hand-in';
import { running, upToHandIn } from './home';
import { type Program, ProgramError, programOf } from './program';
import { type Index, indexOf, slice } from './slice';
import { isBroken, type Statement, statementsOf, syntaxProblem } from './statements';

/** What a notebook hands in for one exercise. */
export interface Submission {
  id: string;
  /** What runs in a child; absent where there is a problem. */
  program?: Program;
  /** Why there is nothing to run, for the learner. */
  problem?: string;
  /** What a grader may want to look at, such as a second cell with the same id. */
  notes: string[];
}

export interface ReadNotebook {
  /** The course version that the notebook was made by, where it says so. */
  version?: string;
  /** What a grader may want to know of the notebook. */
  notes: string[];
  submissions: Submission[];
}

interface CodeCell {
  position: number;
  source: string;
  named?: string;
  statements: Statement[];
  /** It is no TypeScript, or nested so deeply that the compiler gives up. */
  broken: boolean;
}

/** How the course hands in each exercise: `await check('info-nce', infoNce);`, for a cell that has lost its last line. */
export type HandInLines = Readonly<Record<string, string>>;

/** What a reader knows of the course. */
export interface KnownExercises {
  lines: HandInLines;
  /** Only for these is a program made. */
  ids: readonly string[];
}

const LANGUAGES = new Set(['typescript', 'javascript']);

/** The language that a notebook's metadata name, where it is another one: what an editor wrote down, which may be wrong. */
function otherLanguage({ kernelspec, language_info: info }: Record<string, unknown>): string | undefined {
  const languages = [kernelspec, info].map(one =>
    isRecord(one) ? String(one.language ?? one.name ?? '').toLowerCase() : '',
  );
  const other = languages.find(language => language !== '' && !LANGUAGES.has(language) && language !== 'tslab');
  return other?.slice(0, 40);
}

/**
 * What there is to be said of a notebook whose metadata name another language.
 * @param handsIn whether any cell seems to hand in an exercise
 * @throws NotebookError where it hands in nothing, or nothing of it is TypeScript
 */
function checkLanguage(
  { metadata, name }: { metadata: Record<string, unknown>; name: string },
  code: readonly CodeCell[],
  handsIn: boolean,
): string[] {
  const other = otherLanguage(metadata);
  if (other === undefined) return [];
  const compiles = code.some(({ source, broken }) => source.trim() !== '' && !broken);
  if (!handsIn || !compiles) throw new NotebookError(`${name} is in ${other}, expected typescript.`);
  return [`its metadata name another language (${other}): read as TypeScript all the same`];
}

/**
 * Finds the exercises of a notebook and what each needs to run, by their ids, wherever their cells are. Runs nothing.
 * @param text the notebook's file
 * @param known what there is to be found
 * @throws NotebookError for what is no notebook in TypeScript
 */
export function readExercises(text: string, name: string, { lines, ids }: KnownExercises): ReadNotebook {
  const { cells, metadata } = parseNotebook(text.replace(/^\uFEFF/, ''), name);
  const code = cells.flatMap(({ cell_type, metadata: { course }, source }, i): CodeCell[] => {
    if (cell_type !== 'code') return [];
    const named = isRecord(course) && typeof course.exercise === 'string' ? course.exercise : undefined;
    return [{ position: i + 1, source, named, ...readCell(source) }];
  });
  const read = readCells(code, ids);
  const homes = homesOf(code, read.handIns);
  const notes = checkLanguage({ metadata, name }, code, homes.size > 0);
  const submissions = [...homes].map(([id, found]): Submission => {
    if (!ids.includes(id)) return { id, notes: [] };
    const notes = [];
    if (found.length > 1) {
      const places = found.map(cell => code[cell].position).join(', ');
      notes.push(`handed in by ${found.length} cells (${places}); the last one counts`);
    }
    return { id, notes, ...submissionOf(id, found.at(-1)!) };
  });

  function submissionOf(id: string, home: number): Pick<Submission, 'program' | 'problem'> {
    const { source, statements, named, position } = code[home];
    try {
      const wrong = syntaxProblem(source);
      if (wrong) return { problem: `cell ${position}, line ${wrong.line} is no TypeScript: ${wrong.message}` };
      const handsIn = statements.some(statement => (read.handIns.get(statement)?.all.size ?? 0) > 0);
      if (handsIn || named === undefined) return { program: programFor(id, home, read) };
      if (!Object.hasOwn(lines, named)) return { problem: `the cell does not call check('${named}', …)` };
      // the cell lost its last line: the course's own is put back
      const mended = code.map((cell, i) =>
        i === home ? { ...cell, ...readCell(`${cell.source}\n${lines[named]}`) } : cell,
      );
      return { program: programFor(id, home, readCells(mended, ids)) };
    } catch (error) {
      if (error instanceof ProgramError) return { problem: error.message };
      if (error instanceof RangeError) return { problem: 'its code is nested too deeply to be read' };
      throw error;
    }
  }

  const { course } = metadata;
  const version = isRecord(course) && typeof course.version === 'string' ? course.version : undefined;
  return { ...(version === undefined ? {} : { version }), notes, submissions };
}

function readCell(source: string): Pick<CodeCell, 'statements' | 'broken'> {
  try {
    const statements = statementsOf(source);
    return { statements, broken: isBroken(statements) };
  } catch (error) {
    if (error instanceof RangeError) return { statements: [], broken: true };
    throw error;
  }
}

interface ReadCells {
  index: Index;
  handIns: ReadonlyMap<Statement, HandIns>;
}

/** What all cells say together. Nothing of a cell that is no TypeScript runs. */
function readCells(code: readonly CodeCell[], ids: readonly string[]): ReadCells {
  const sound = withoutImpostors(code.map(({ statements, broken }) => (broken ? [] : statements)));
  const index = indexOf(sound.map(running));
  return { index, handIns: handInsOf(sound, index.bindings, ids) };
}

function programFor(id: string, home: number, { index, handIns }: ReadCells): Program {
  return programOf(
    slice(
      index,
      home,
      upToHandIn(index.cells[home], one => handIns.get(one)!.all.has(id)),
    ),
  );
}

const AS_TEXT = /\bcheck\(\s*(['"`])([\w-]+)\1/g;

/**
 * For each id the cells that hand it in. Where no cell calls `check` for it: the cells that are named after it, or else those
 * that are no TypeScript and seem to call it.
 */
function homesOf(code: readonly CodeCell[], handIns: ReadCells['handIns']): Map<string, number[]> {
  const [calling, named, seeming] = [new Map(), new Map(), new Map()] as Map<string, number[]>[];
  const add = (map: Map<string, number[]>, id: string, cell: number) => {
    const cells = map.get(id) ?? [];
    if (!cells.includes(cell)) map.set(id, [...cells, cell]);
  };
  code.forEach(({ statements, broken, named: id, source }, cell) => {
    for (const statement of broken ? [] : running(statements)) {
      for (const one of handIns.get(statement)?.all ?? []) add(calling, one, cell);
    }
    if (id !== undefined) add(named, id, cell);
    if (broken) for (const [, , text] of source.matchAll(AS_TEXT)) add(seeming, text, cell);
  });
  for (const weaker of [named, seeming]) {
    for (const [id, cells] of weaker) if (!calling.has(id)) calling.set(id, cells);
  }
  return calling;
}
