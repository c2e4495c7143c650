import ts from 'typescript';
import type { Statement } from './statements';
import { trainedBy } from './training';

/*
 * Which statements of a notebook an exercise needs.
 *
 * Running a whole notebook would train its networks again for each exercise. From the cell that hands the answer in,
 * names lead to the statements that declare or change them, in whichever cell, and from those to further names. What
 * a name means is looked for in the cell itself and above it, and below only when nothing above declares it: a helper
 * that is written again in a later cell does not change what was handed in before.
 */

/** A statement's place: its cell, and where in the cell. */
interface Place {
  cell: number;
  index: number;
}

const keyOf = ({ cell, index }: Place) => `${cell} ${index}`;

/** For each name the places of the statements that do something to it, in order. */
function placesOf(
  cells: readonly (readonly Statement[])[],
  namesOf: (statement: Statement) => Iterable<string>,
): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  cells.forEach((statements, cell) => {
    statements.forEach((statement, index) => {
      for (const name of namesOf(statement)) {
        if (!places.has(name)) places.set(name, []);
        places.get(name)!.push({ cell, index });
      }
    });
  });
  return places;
}

/** The indices of a notebook's statements by name, made once a notebook. */
export interface Index {
  cells: readonly (readonly Statement[])[];
  declared: Map<string, Place[]>;
  changed: Map<string, Place[]>;
}

export function indexOf(cells: readonly (readonly Statement[])[]): Index {
  const trained = trainedBy(cells.flat());
  return {
    cells,
    declared: placesOf(cells, ({ declares }) => declares),
    changed: placesOf(cells, statement => new Set([...statement.changes, ...(trained.get(statement) ?? [])])),
  };
}

/**
 * What has to run for an exercise, by cell, in order.
 * @param home the cell that hands the answer in; all of it counts
 */
export function slice({ cells, declared, changed }: Index, home: number): { cell: number; statements: Statement[] }[] {
  const picked = new Map<string, Place>();
  const known = new Set<string>();
  const waiting: Place[] = [];
  const pick = (place: Place) => {
    if (picked.has(keyOf(place))) return;
    picked.set(keyOf(place), place);
    waiting.push(place);
  };
  const follow = (name: string) => {
    if (known.has(name)) return;
    known.add(name);
    const places = declared.get(name) ?? [];
    const above = places.filter(({ cell }) => cell <= home);
    // the last of the cells above; a cell may declare a name more than once
    const cell = above.length > 0 ? above.at(-1)!.cell : places[0]?.cell;
    if (cell === undefined) return;
    for (const place of places.filter(one => one.cell === cell)) pick(place);
    // what is imported is changed by nobody
    if (places.some(place => place.cell === cell && ts.isImportDeclaration(cells[cell][place.index].node))) return;
    // what changes it between there and the exercise; or, of a helper from below, in its own cell
    const last = Math.max(home, cell);
    for (const place of changed.get(name) ?? []) {
      const within = cell <= home ? place.cell >= cell && place.cell <= last : place.cell === cell;
      if (within) pick(place);
    }
  };
  for (const index of cells[home].keys()) pick({ cell: home, index });
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    for (const name of cells[place.cell][place.index].uses) follow(name);
  }
  const order = [...new Set([...picked.values()].map(place => place.cell))].sort((a, b) => a - b);
  // a helper from below has to be there before the exercise
  const sorted = [...order.filter(cell => cell > home), ...order.filter(cell => cell <= home)];
  return sorted.map(cell => ({
    cell,
    statements: cells[cell].filter((_, index) => picked.has(keyOf({ cell, index }))),
  }));
}
