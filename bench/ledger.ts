/**
 * The ledger: what each benchmark gave when it was last recorded, in ledger/ledger.json, once for each major version of Node and each
 * engine. ledger/README.md is written from it, and so are its curves.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stillSvg } from '../lib/charts/render/still';
import { type Machine, major, type Report, ROOT } from './benchmark';
import { growthCurves } from './curves';
import { compared, type Figure, figureTable, isSlower, spreadText } from './figures';
import { markdownTable } from './markdown-table';

const FOLDER = join(__dirname, 'ledger');
const FILE = join(FOLDER, 'ledger.json');

/** A benchmark as it was recorded. */
export interface Entry {
  benchmark: string;
  /** The engine that ran, '' where none did. */
  engine: string;
  date: string;
  machine: Machine & { accelerator?: string };
  figures: Figure[];
}

/** What `npm run setup -- --…` installs: without an entry it counts as untested. */
const ENGINES: Record<string, string> = {
  native: 'TensorFlow on the processor (`--native`)',
  webgpu: 'WebGPU on a graphics card (`--webgpu`)',
  gpu: 'TensorFlow on a graphics card with CUDA (`--gpu`)',
};

const keyOf = ({ benchmark, engine, machine }: Entry) => `${benchmark} ${engine} ${major(machine.node)}`;

export const entryOf = ({ benchmark, engine, date, machine, figures }: Report): Entry => ({
  ...{ benchmark, engine: engine?.name ?? '' },
  ...{ date, machine, figures },
});

export const readLedger = (): Entry[] => (existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : []);

/** Puts entries in the place of those for the same benchmark, engine and Node, and writes everything that shows the ledger. */
export async function record(fresh: Entry[]): Promise<void> {
  const byKey = new Map([...readLedger(), ...fresh].map(entry => [keyOf(entry), entry]));
  const ledger = [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(FILE, ledgerText(ledger));
  // from what was written, rounded as it is
  const shown = await shownFiles(readLedger());
  for (const [file, text] of Object.entries(shown)) writeFileSync(join(ROOT, file), text);
}

/** One line a figure, so that a change of the ledger can be read. */
function ledgerText(ledger: Entry[]): string {
  const three = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value);
  const entries = ledger.map(({ figures, ...head }) => {
    const lines = figures.map(figure => `   ${JSON.stringify(figure, three)}`).join(',\n');
    return ` {${JSON.stringify(head).slice(1, -1)},"figures":[\n${lines}\n ]}`;
  });
  return `[\n${entries.join(',\n')}\n]\n`;
}

/** The files that show the ledger, by their path from the project's root, with the text that they must have. */
export async function shownFiles(ledger: Entry[]): Promise<Record<string, string>> {
  const curves = growthCurves(ledger.flatMap(({ figures }) => figures));
  return {
    'bench/ledger/README.md': ledgerPage(ledger),
    ...(curves ? { 'bench/ledger/growth.svg': await stillSvg(curves) } : {}),
  };
}

const machineText = ({ processor, cores, accelerator, node }: Entry['machine']) =>
  [...(accelerator ? [accelerator] : []), `${cores} cores of ${processor}`, `Node ${node}`].join(', ');

function ledgerPage(ledger: Entry[]): string {
  const sections = ledger.map(({ benchmark, engine, date, machine, figures }) => {
    const chosen = engine && engine !== 'wasm' && benchmark !== 'accelerator'; // which finds the installed one itself
    const setting = chosen ? `COURSE_ENGINE=${engine} ` : '';
    return `## ${benchmark}${engine ? `, ${engine}` : ''}, Node ${major(machine.node)}\n\n\`${setting}npm run bench -- ${benchmark}\` on ${machineText(machine)}, ${date}.\n\n${figureTable(figures)}`;
  });
  const untested = Object.entries(ENGINES).filter(([name]) => !ledger.some(({ engine }) => engine === name));
  const lines = untested.map(([, what]) => `- ${what}: untested, no benchmark was run on it.`);
  return `# Ledger of speed

Written by \`npm run bench -- --record\` from [ledger.json](ledger.json); \`npm run bench -- --check\` compares with it and names what got slower by more than the spread. Medians, with their deciles in brackets. A peer did the same work in the same run; "as long" is our time in units of its, pair by pair where they took turns, so that less than 1 is faster.

![How cost grows with the batch, the rows, the dimension and the points, each curve beside its peer's](growth.svg)

## At a glance

${headlines(ledger)}

${[...sections, ...(lines.length ? [`## Untested\n\n${lines.join('\n')}`] : [])].join('\n\n')}
`;
}

/** The figures that say most, each with its machine: said once for all that were measured on the usual one. */
function headlines(ledger: Entry[]): string {
  const usual = mostCommon(ledger.map(({ machine }) => machineText(machine)));
  const rows = ledger.flatMap(({ benchmark, engine, machine, figures }) => {
    const where = [
      engine === 'wasm' || benchmark === 'accelerator' ? '' : engine,
      machineText(machine) === usual ? '' : machineText(machine),
    ];
    const place = where.filter(text => text !== '').join(', ');
    return figures
      .filter(({ headline }) => headline)
      .map(({ what, unit, ours, peer, ratio }) => [
        place ? `${what}: ${place}` : what,
        `${spreadText(ours)} ${unit}`,
        ratio ? `${spreadText(ratio)} x ${peer}` : '',
        `\`${benchmark}\``,
      ]);
  });
  const table = markdownTable(['what', 'median (deciles)', 'as long as its peer', '`npm run bench --`'], rows);
  return `Where nothing else is said: WebAssembly, ${usual}. Peers did the same work in the same run.\n\n${table}`;
}

function mostCommon(texts: string[]): string {
  const count = (text: string) => texts.filter(other => other === text).length;
  return [...texts].sort((a, b) => count(b) - count(a))[0] ?? '';
}

/** What a comparison found, a line each. */
export interface Comparison {
  slower: string[];
  /** Compared, and as fast as before or faster. */
  kept: number;
  /** What could not be compared, and why. */
  skipped: string[];
}

/** Holds fresh entries against those of the ledger for the same benchmark, engine and Node. */
export function compareWith(ledger: Entry[], fresh: Entry[]): Comparison {
  const result: Comparison = { slower: [], kept: 0, skipped: [] };
  for (const entry of fresh) {
    const before = ledger.find(other => keyOf(other) === keyOf(entry));
    for (const figure of entry.figures) {
      const name = `${entry.benchmark}: ${figure.what}`;
      const then = before?.figures.find(({ what, peer }) => what === figure.what && peer === figure.peer);
      if (!before || !then) {
        result.skipped.push(`${name}: the ledger has no such figure for Node ${major(entry.machine.node)}`);
      } else if (!figure.ratio && !sameMachine(before.machine, entry.machine)) {
        result.skipped.push(`${name}: recorded on another machine, and no peer to compare with`);
      } else if (isSlower(figure, then)) {
        const unit = figure.ratio ? ` x ${figure.peer}` : ` ${figure.unit}`;
        result.slower.push(`${name}: ${spreadText(compared(figure))}${unit}, was ${spreadText(compared(then))}${unit}`);
      } else result.kept++;
    }
  }
  return result;
}

const sameMachine = (a: Machine, b: Machine) => a.processor === b.processor && a.cores === b.cores;
