import ts from 'typescript';
import { statementsOf } from '../grade/cells/statements';

/*
 * How much a reader can take: one idea a cell, that fits the page without wrapping, made of names that have been met before. A code cell
 * comes in versions: as it is solved and as learners get it, which is one and the same text where it is no exercise.
 */

const MOST_LINES = 15;
const MOST_COLUMNS = 100;
const MEDIAN_LINES = 6;
const MOST_IMPORTS = 25;

/** Of a line that is too long, so much is quoted. */
const QUOTED = 40;

function lineCount(source: string): number {
  return source.trim() === '' ? 0 : source.trim().split('\n').length;
}

/** As an editor counts them: a letter beyond the first 65,536 is one, too. */
const columns = (line: string) => [...line].length;

/** What of a code cell is too long. */
export function cellExcess(versions: readonly string[]): string[] {
  const lines = Math.max(...versions.map(lineCount));
  const wide = new Set(versions.flatMap(version => version.split('\n')).filter(line => columns(line) > MOST_COLUMNS));
  return [
    ...(lines > MOST_LINES
      ? [`${lines} lines, expected ${MOST_LINES} at most: split it, or move what does not teach to lib/`]
      : []),
    ...Array.from(wide, line => {
      const quoted = line.trim().slice(0, QUOTED);
      return `a line of ${columns(line)} columns, expected ${MOST_COLUMNS} at most: break it ("${quoted}…")`;
    }),
  ];
}

/** What of a lesson as a whole is too much. */
export function lessonExcess(cells: readonly (readonly string[])[]): string[] {
  const problems: string[] = [];
  const [solved, learner] = [0, -1].map(version => median(cells.map(cell => lineCount(cell.at(version)!))));
  const typical = Math.max(solved!, learner!);
  if (typical > MEDIAN_LINES) {
    problems.push(
      `its code cells have ${typical} lines in the median, expected ${MEDIAN_LINES} at most: split cells that hold two ideas, or move what does not teach to lib/`,
    );
  }
  const names = new Set(cells.flat().flatMap(importedNames));
  if (names.size > MOST_IMPORTS) {
    problems.push(
      `it imports ${names.size} names, expected ${MOST_IMPORTS} at most: leave out what hardly helps, or let one helper in lib/ do what several do together (${[...names].join(', ')})`,
    );
  }
  return problems;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0];
  return (low + high) / 2;
}

/** Types, namespaces and defaults are names as well. */
const importedNames = (source: string): string[] =>
  statementsOf(source).flatMap(({ node }) => {
    if (!ts.isImportDeclaration(node)) return [];
    const { name, namedBindings } = node.importClause ?? {};
    const named = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : [namedBindings];
    return [name, ...named.map(one => one?.name)].flatMap(one => (one ? [one.text] : []));
  });
