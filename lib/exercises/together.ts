import type { Case } from './exercise';

/** A case that only the whole point hangs on. */
export const fine = (one: Case): Case => ({ ...one, fine: true });

/** Several cases as one, which holds where all of them do: what has few possible results is not guessed several times in a row. */
export const together = (name: string, cases: readonly Case[]): Case => ({
  name,
  calls: async () => (await Promise.all(cases.map(one => one.calls()))).flat(),
  async judge(results) {
    let from = 0;
    for (const one of cases) {
      const { length } = await one.calls();
      const finding = await one.judge(results.slice(from, from + length));
      if (finding) return { ...finding, got: `${finding.got} (${one.name})` };
      from += length;
    }
    return undefined;
  },
});
