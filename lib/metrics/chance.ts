/**
 * How often guessing would be right: the probability that k things, drawn at random, hold at least one of the right ones,
 *
 *     1 - C(n - right, k) / C(n, k),    n = among
 *
 * @param right how many of them are right, 0 to `among`
 * @param options.among how many there are
 * @param options.k how many are drawn; where there are fewer, all
 * @returns 0 to 1
 */
export function chanceOfFinding(right: number, { among, k }: { among: number; k: number }): number {
  let none = 1;
  for (let i = 0; i < Math.min(k, among); i++) none *= Math.max(0, among - right - i) / (among - i);
  return 1 - none;
}
