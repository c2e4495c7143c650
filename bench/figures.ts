/** The numbers that a benchmark stands for: what it took, what its peer took in the same run, and when one of them got slower. */
import { markdownTable } from './markdown-table';
import { ratioOf, type Spread, spreadOf, type Timing } from './timing';

/** One number of the ledger. Less is better, whatever the unit. */
export interface Figure {
  /** Names it within its benchmark, from run to run. */
  what: string;
  unit: 'ms' | 's' | 'MB' | 'times';
  ours: Spread;
  /** Who did the same work in the same run. */
  peer?: string;
  theirs?: Spread;
  /** Ours in units of theirs, pair by pair where they took turns. */
  ratio?: Spread;
  /** What else a reader should know. */
  note?: string;
  /** Whether it stands at the top of the ledger's page, at a glance. */
  headline?: boolean;
  /** Where it stands in a curve: of what, along which axis, at which value. */
  curve?: { of: string; along: string; at: number };
}

/** Ours beside a peer that took turns with it. */
export function beside(
  figure: Pick<Figure, 'what' | 'unit' | 'note' | 'headline' | 'curve'>,
  ours: Timing,
  theirs: Timing,
): Figure {
  const inUnit = ({ times }: Timing) => spreadOf(figure.unit === 's' ? times.map(time => time / 1000) : times);
  return { ...figure, ours: inUnit(ours), peer: theirs.name, theirs: inUnit(theirs), ratio: ratioOf(ours, theirs) };
}

/**
 * What is compared from run to run: the ratio to the peer where there is one, since a busy or another machine slows both; else our own
 * number, which says something on the same machine alone.
 */
export const compared = ({ ratio, ours }: Figure): Spread => ratio ?? ours;

/** Whether a figure got slower by more than the spread: nine tenths of what was measured lies above nine tenths of what was then. */
export function isSlower(now: Figure, then: Figure): boolean {
  return widened(compared(now)).low > widened(compared(then)).high;
}

/** Two numbers that were measured once each differ by more than chance where they are this far apart: seconds on shared machines vary. */
const ONCE = 1.3;

function widened(spread: Spread): Spread {
  if (spread.low < spread.high) return spread;
  const doubt = Math.sqrt(ONCE);
  return { median: spread.median, low: spread.median / doubt, high: spread.median * doubt };
}

/** A number in three digits or so. */
export function rounded(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(value >= 10 ? 1 : value >= 1 ? 2 : 3);
}

/** The middle, and the deciles around it where there are any. */
export function spreadText({ median, low, high }: Spread): string {
  return `${rounded(median)}${low < high ? ` (${rounded(low)} to ${rounded(high)})` : ''}`;
}

/** Figures beside their peers, as in the ledger. */
export function figureTable(figures: Figure[]): string {
  const rows = figures.map(({ what, unit, ours, peer = '', theirs, ratio, note = '' }) => [
    ...[what, `${spreadText(ours)} ${unit}`, peer, theirs ? `${spreadText(theirs)} ${unit}` : ''],
    ...[ratio ? `${spreadText(ratio)} x` : '', note],
  ]);
  return markdownTable(['what', 'here', 'peer', 'there', 'as long', ''], rows);
}
