import ts from 'typescript';
import type * as checking from '../../../lib/notebook/check';
import { eachNode } from '../../kernel/names.cjs';
import { type Binding, type Bindings, bindingOf, bindingsOf } from './bindings';
import type { Statement } from './statements';

/*
 * Where an exercise is handed in: `check('info-nce', infoNce)`, as code and not as text of a comment or a string.
 *
 * `check` goes by the name that it is imported under, by those that are given to it later, and through functions of the
 * notebook that call it.
 */

export const CHECK: keyof typeof checking = 'check';
const CHECK_MODULE = './lib/notebook/check';

export interface HandIns {
  /** Exercises that a statement hands in as it stands. */
  direct: ReadonlySet<string>;
  /** All that may be handed in when it runs: what a function of the notebook hands in is, where that is called. */
  all: ReadonlySet<string>;
}

/** The statements of each cell. */
type Cells = readonly (readonly Statement[])[];

/** The text of a string's literal. */
const textOf = (node: ts.Node | undefined) => (node && ts.isStringLiteralLike(node) ? node.text : undefined);

/** Whether a statement gets the module of `check` for itself: `await import('./lib/notebook/check')`. */
function loadsCheck({ node }: Statement): boolean {
  let found = false;
  eachNode(ts, node, inner => {
    found ||= ts.isCallExpression(inner) && textOf(inner.arguments[0]) === CHECK_MODULE;
  });
  return found;
}

/** The names by which an import brings `check`, or its module. */
function importedChecks({ node }: Statement): string[] {
  if (!ts.isImportDeclaration(node)) return [];
  const bindings = node.importClause?.namedBindings;
  if (!bindings) return [];
  if (ts.isNamespaceImport(bindings)) return textOf(node.moduleSpecifier) === CHECK_MODULE ? [bindings.name.text] : [];
  return bindings.elements.filter(one => (one.propertyName ?? one.name).text === CHECK).map(one => one.name.text);
}

const literalsIn = ({ node }: Statement) => {
  const texts = new Set<string>();
  eachNode(ts, node, inner => {
    if (ts.isStringLiteralLike(inner)) texts.add(inner.text);
  });
  return texts;
};

interface Placed {
  statement: Statement;
  cell: number;
}

const placedIn = (cells: Cells) =>
  cells.flatMap((statements, cell) => statements.map((statement): Placed => ({ statement, cell })));

/**
 * Cells without what calls itself `check` and has nothing to do with the course's: whoever writes it anew hands the exercises
 * of the notebook in all the same.
 */
export function withoutImpostors(cells: Cells): Cells {
  if (!cells.some(statements => statements.some(({ declares }) => declares.has(CHECK)))) return cells;
  const checks = checksIn(placedIn(cells), bindingsOf(cells).home);
  return cells.map((statements, cell) =>
    statements.filter(({ declares }) => !declares.has(CHECK) || checks.has(bindingOf(CHECK, cell))),
  );
}

/**
 * What each statement hands in.
 * @param ids the exercises that there are: an id that is not written in the call itself is told by these
 */
export function handInsOf(cells: Cells, { home }: Bindings, ids: readonly string[]): Map<Statement, HandIns> {
  const placed = placedIn(cells);
  const checks = checksIn(placed, home);
  const isCheck = (name: string, cell: number) => {
    const of = home(name, cell);
    return of === undefined ? name === CHECK : checks.has(bindingOf(name, of));
  };

  /** Ids that are written in what a statement uses, for one that goes through a list of them. */
  const idsNear = ({ statement, cell }: Placed): string[] => {
    const used = [...statement.uses].flatMap(name => {
      const of = home(name, cell);
      return of === undefined ? [] : cells[of].filter(({ declares }) => declares.has(name));
    });
    const texts = [statement, ...used].map(literalsIn);
    return ids.filter(id => texts.some(one => one.has(id)));
  };

  const [direct, later] = [new Map<Statement, Set<string>>(), new Map<Statement, Set<string>>()];
  for (const { statement, cell } of placed) {
    const [own, ownLater] = [new Set<string>(), new Set<string>()];
    direct.set(statement, own);
    later.set(statement, ownLater);
    if (!loadsCheck(statement) && ![...statement.uses].some(name => isCheck(name, cell))) continue;
    eachNode(ts, statement.node, (node, local, inFunction) => {
      if (!ts.isCallExpression(node) || node.arguments.length === 0) return;
      const called = rootOf(node.expression);
      const isKnown = called !== undefined && !local.has(called) && isCheck(called, cell);
      const id = textOf(node.arguments[0]);
      const found =
        id === undefined ? (isKnown ? idsNear({ statement, cell }) : []) : isKnown || ids.includes(id) ? [id] : [];
      for (const one of found) own.add(one);
      if (inFunction) for (const one of found) ownLater.add(one);
    });
  }
  return withCallers(placed, home, direct, later);
}

/** `check` of `check` and of `course.check`. */
function rootOf(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) || ts.isParenthesizedExpression(node)
    ? rootOf(node.expression)
    : undefined;
}

/** Variables that are `check`, hold it or call it. */
function checksIn(placed: readonly Placed[], home: Bindings['home']): Set<Binding> {
  const checks = new Set<Binding>();
  for (const { statement, cell } of placed) {
    for (const name of importedChecks(statement)) checks.add(bindingOf(name, cell));
    if (loadsCheck(statement)) for (const name of statement.declares) checks.add(bindingOf(name, cell));
  }
  for (let before = -1; before < checks.size; ) {
    before = checks.size;
    for (const { statement, cell } of placed) {
      if (statement.declares.size === 0) continue;
      const passesOn = [...statement.uses].some(name => {
        const of = home(name, cell);
        return of === undefined ? name === CHECK : checks.has(bindingOf(name, of));
      });
      if (passesOn) for (const name of statement.declares) checks.add(bindingOf(name, cell));
    }
  }
  return checks;
}

/** Adds what the functions that a statement uses hand in. */
function withCallers(
  placed: readonly Placed[],
  home: Bindings['home'],
  direct: ReadonlyMap<Statement, Set<string>>,
  later: ReadonlyMap<Statement, Set<string>>,
): Map<Statement, HandIns> {
  const byFunction = new Map<Binding, Set<string>>();
  const used = (names: Iterable<string>, cell: number) =>
    [...names].flatMap(name => {
      const of = home(name, cell);
      return of === undefined ? [] : [...(byFunction.get(bindingOf(name, of)) ?? [])];
    });
  for (let [before, size] = [-1, 0]; before < size; ) {
    before = size;
    size = 0;
    for (const { statement, cell } of placed) {
      const all = [...later.get(statement)!, ...used(statement.usesLater, cell)];
      for (const name of all.length > 0 ? statement.declares : []) {
        const known = byFunction.get(bindingOf(name, cell)) ?? new Set();
        for (const id of all) known.add(id);
        byFunction.set(bindingOf(name, cell), known);
        size += known.size;
      }
    }
  }
  return new Map(
    placed.map(({ statement, cell }) => {
      const own = direct.get(statement)!;
      return [statement, { direct: own, all: new Set([...own, ...used(statement.uses, cell)]) }];
    }),
  );
}
