import ts from 'typescript';
import { type Binding, type Bindings, bindingOf, bindingsOf } from './bindings';
import type { Statement } from './statements';
import { trainedBy } from './training';

/*
 * Which statements of a notebook an exercise needs.
 *
 * Running a whole notebook would train its networks again for each exercise. From the cell that hands the answer in,
 * names lead to the statements that declare or change them, in whichever cell, and from those to further names.
 */

/** A statement's place: its cell, and where in the cell. */
interface Place {
  cell: number;
  index: number;
}

/** What is known of a notebook's statements, made once a notebook. */
export interface Index {
  cells: readonly (readonly Statement[])[];
  bindings: Bindings;
  /** The statements that declare a variable. */
  declared: ReadonlyMap<Binding, readonly Place[]>;
  /** The statements that may change a variable, in order. */
  changed: ReadonlyMap<Binding, readonly Place[]>;
}

export function indexOf(cells: readonly (readonly Statement[])[]): Index {
  const bindings = bindingsOf(cells);
  const declared = new Map<Binding, Place[]>();
  cells.forEach((statements, cell) => {
    statements.forEach(({ declares }, index) => {
      for (const name of declares) put(declared, bindingOf(name, cell), { cell, index });
    });
  });
  return { cells, bindings, declared, changed: changedBy(cells, bindings) };
}

function put(places: Map<Binding, Place[]>, binding: Binding, place: Place): void {
  const known = places.get(binding);
  if (known) known.push(place);
  else places.set(binding, [place]);
}

/** Helpers that call each other deeper than this are not followed. */
const MOST_ROUNDS = 20;

function changedBy(cells: Index['cells'], { home, isRefused }: Bindings): Map<Binding, Place[]> {
  const places = cells.flatMap((statements, cell) =>
    statements.map((statement, index) => ({ statement, cell, index })),
  );
  const boundIn = (names: Iterable<string>, cell: number): Binding[] =>
    [...names].flatMap(name => {
      const of = home(name, cell);
      // what the kernel refuses changes nothing of what it has run
      return of === undefined || (isRefused(cell) && !isRefused(of)) ? [] : [bindingOf(name, of)];
    });
  /** What calling a function of the notebook changes, by the function. */
  const effects = new Map<Binding, Set<Binding>>();
  const effectsOf = (names: Iterable<string>, cell: number) =>
    boundIn(names, cell).flatMap(used => [...(effects.get(used) ?? [])]);
  const round = (): boolean => {
    let news = false;
    for (const { statement, cell } of places) {
      const own = [...boundIn(statement.changesLater, cell), ...effectsOf(statement.usesLater, cell)];
      if (own.length === 0) continue;
      for (const name of statement.declares) {
        const known = effects.get(bindingOf(name, cell)) ?? new Set();
        const before = known.size;
        for (const one of own) known.add(one);
        effects.set(bindingOf(name, cell), known);
        news ||= known.size > before;
      }
    }
    return news;
  };
  for (let i = 0; i < MOST_ROUNDS && round(); i++);

  const trained = trainedBy(cells.flat());
  const changed = new Map<Binding, Place[]>();
  for (const { statement, cell, index } of places) {
    const direct = boundIn([...statement.changes, ...(trained.get(statement) ?? [])], cell);
    const all = new Set([...direct, ...effectsOf(statement.uses, cell)]);
    for (const binding of all) put(changed, binding, { cell, index });
  }
  return changed;
}

/** The statements of one cell that run. */
export interface Part {
  cell: number;
  statements: Statement[];
}

/**
 * What has to run for an exercise, by cell, in order.
 * @param home the cell that hands the answer in
 * @param own which of its statements count; all, if left out
 */
export function slice({ cells, bindings, declared, changed }: Index, home: number, own = cells[home]): Part[] {
  const counting = new Set(own);
  const picked = cells.map(() => new Set<Statement>());
  const known = new Set<Binding>();
  const waiting: Place[] = [];
  const pick = ({ cell, index }: Place) => {
    const statement = cells[cell][index];
    if (picked[cell].has(statement) || (cell === home && !counting.has(statement))) return;
    picked[cell].add(statement);
    waiting.push({ cell, index });
  };
  const follow = (name: string, cell: number | undefined) => {
    if (cell === undefined || known.has(bindingOf(name, cell))) return;
    known.add(bindingOf(name, cell));
    const declaring = declared.get(bindingOf(name, cell)) ?? [];
    for (const place of declaring) pick(place);
    // what is imported is changed by nobody
    if (declaring.some(({ index }) => ts.isImportDeclaration(cells[cell][index].node))) return;
    // what changes it between there and the exercise; or, of a helper from below, in its own cell
    for (const place of changed.get(bindingOf(name, cell)) ?? []) {
      if (cell <= home ? place.cell <= home : place.cell === cell) pick(place);
    }
  };
  for (const index of cells[home].keys()) pick({ cell: home, index });
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    const { uses, usesLater } = cells[place.cell][place.index];
    for (const name of uses) {
      const from = bindings.home(name, place.cell);
      follow(name, from);
      // a function looks up what other cells declare when it is called
      if (usesLater.has(name) && from !== place.cell) follow(name, bindings.latest(name, home));
    }
  }
  const parts = picked.map((chosen, cell) => ({ cell, statements: cells[cell].filter(one => chosen.has(one)) }));
  const filled = parts.filter(({ statements }) => statements.length > 0);
  // a helper from below has to be there before the exercise
  return [...filled.filter(({ cell }) => cell > home), ...filled.filter(({ cell }) => cell <= home)];
}
