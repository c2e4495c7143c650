import ts from 'typescript';
import type { Statement } from './statements';

/*
 * Which declaration a name means, as in the kernel: one of its own cell; else the last one above, and below only where
 * nothing above declares it. Cells that the kernel refuses count last.
 */

/** A variable of the notebook: a name and the cell that declares it. */
export type Binding = string;

export const bindingOf = (name: string, cell: number): Binding => `${cell} ${name}`;

export interface Bindings {
  /** The cell whose variable a name means where it is used in a cell; undefined for one that no cell declares. */
  home(name: string, cell: number): number | undefined;
  /** The same where it is asked for when the cells up to one have run, as functions do. */
  latest(name: string, upTo: number): number | undefined;
  /** Whether the kernel would not run a cell for what it names or assigns. */
  isRefused(cell: number): boolean;
}

/** What the kernel knows without any cell. */
const SYSTEM = new Set([
  ...Object.getOwnPropertyNames(globalThis),
  ...['arguments', 'check', 'exports', 'module', 'require', '__dirname', '__filename'],
]);

/** Names that are promised by `declare`, and those of types that are values too. */
function promisedNames(node: ts.Statement): string[] {
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  }
  const { name } = node as { name?: ts.Node };
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

export function bindingsOf(cells: readonly (readonly Statement[])[]): Bindings {
  const [sound, refused] = [new Map<string, number[]>(), new Map<string, number[]>()];
  const add = (places: Map<string, number[]>, cell: number) => {
    for (const { declares } of cells[cell]) {
      for (const name of declares) {
        const known = places.get(name) ?? [];
        if (known.at(-1) !== cell) places.set(name, [...known, cell]);
      }
    }
  };
  const declared = new Set(cells.flat().flatMap(({ declares, node }) => [...declares, ...promisedNames(node)]));
  const unknown = cells.map(statements =>
    statements.some(({ uses }) => [...uses].some(name => !declared.has(name) && !SYSTEM.has(name))),
  );
  const fixed = (name: string, cell: number) =>
    cells[cell].some(({ declares, assignable }) => declares.has(name) && !assignable);
  const isRefused: boolean[] = [];
  cells.forEach((statements, cell) => {
    const assigns = statements.flatMap(one => [...one.assigns]);
    isRefused[cell] =
      unknown[cell] ||
      assigns.some(name => {
        const of = statements.some(({ declares }) => declares.has(name)) ? cell : sound.get(name)?.at(-1);
        return of !== undefined && fixed(name, of);
      });
    add(isRefused[cell] ? refused : sound, cell);
  });
  const latest = (name: string, upTo: number) => {
    const places = sound.get(name) ?? refused.get(name) ?? [];
    return places.filter(cell => cell <= upTo).at(-1) ?? places[0];
  };
  return {
    home: (name, cell) => (cells[cell].some(({ declares }) => declares.has(name)) ? cell : latest(name, cell)),
    latest,
    isRefused: cell => isRefused[cell],
  };
}
