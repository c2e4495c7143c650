import ts from 'typescript';
import { isExport, type Statement } from './statements';

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

/** Whether what a statement declares may be declared only once in a cell. */
const isSingle = ({ node }: Statement) =>
  ts.isClassDeclaration(node) ||
  (ts.isVariableStatement(node) && (node.declarationList.flags & ts.NodeFlags.BlockScoped) > 0);

/** The cells that declare a name, in order. */
type Places = Map<string, number[]>;

/** Which cells the kernel does not run, told by their names alone; and where names are declared by cells that it does, and does not. */
function refusedCells(cells: readonly (readonly Statement[])[]): {
  isRefused: boolean[];
  sound: Places;
  refused: Places;
} {
  const [sound, refused]: Places[] = [new Map(), new Map()];
  const isRefused: boolean[] = [];
  const known = new Set(cells.flat().flatMap(({ declares, node }) => [...declares, ...promisedNames(node)]));
  const isUnknown = (name: string) => !known.has(name) && !SYSTEM.has(name);
  /** The cells whose variable of a name cannot be assigned. */
  const fixed = new Map<string, Set<number>>();
  cells.forEach((statements, cell) => {
    const own = new Set(statements.flatMap(({ declares }) => [...declares]));
    for (const { declares, assignable } of statements) {
      if (!assignable) for (const name of declares) fixed.set(name, (fixed.get(name) ?? new Set()).add(cell));
    }
    const isFixed = (name: string) => {
      const of = own.has(name) ? cell : sound.get(name)?.at(-1);
      return of !== undefined && (fixed.get(name)?.has(of) ?? false);
    };
    const once = statements.filter(isSingle).flatMap(({ declares }) => [...declares]);
    isRefused[cell] =
      new Set(once).size < once.length ||
      statements.some(one => isExport(one) || [...one.uses].some(isUnknown) || [...one.assigns].some(isFixed));
    const places = isRefused[cell] ? refused : sound;
    for (const name of own) {
      const before = places.get(name);
      if (before) before.push(cell);
      else places.set(name, [cell]);
    }
  });
  return { isRefused, sound, refused };
}

export function bindingsOf(cells: readonly (readonly Statement[])[]): Bindings {
  const { isRefused, sound, refused } = refusedCells(cells);
  const own = cells.map(statements => new Set(statements.flatMap(({ declares }) => [...declares])));
  const latest = (name: string, upTo: number) => {
    const places = sound.get(name) ?? refused.get(name) ?? [];
    let i = places.length - 1;
    while (i > 0 && places[i] > upTo) i--;
    return places[i];
  };
  return {
    home: (name, cell) => (own[cell].has(name) ? cell : latest(name, cell)),
    latest,
    isRefused: cell => isRefused[cell],
  };
}
