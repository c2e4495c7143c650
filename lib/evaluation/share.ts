import { shareInterval } from '../metrics/interval';

/** Shares as they stand in a checkpoint: four digits. */
export const share = (value: number): number => Math.round(value * 1e4) / 1e4;

/**
 * A share that was counted, as a reader meets it: '90.0 % (74.4 to 96.5)', with its interval of 95 % (see shareInterval).
 * @param value 0 to 1, a count divided by `of`; as much rounded as a checkpoint has it
 * @param of how many were tried
 * @param options.decimals of per cent: 1 by default
 * @throws RangeError as shareInterval does
 */
export function shareInWords(value: number, of: number, { decimals = 1 }: { decimals?: number } = {}): string {
  const { low, high } = shareInterval(Math.round(value * of), of);
  const printed = (part: number) => (100 * part).toFixed(decimals);
  return `${printed(value)} % (${printed(low)} to ${printed(high)})`;
}
