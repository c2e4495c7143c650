/**
 * Works through a list, some at a time, and hands the results on in the order of the list, each as soon as those before it are there.
 * Stops taking new ones once `stopped` says so; what is under way is waited for.
 */
export async function inOrder<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
  { onResult, stopped }: { onResult(result: Result, index: number): void; stopped(): boolean },
): Promise<void> {
  const results = new Map<number, Result>();
  let next = 0;
  let told = 0;
  const worker = async () => {
    while (next < items.length && !stopped()) {
      const index = next++;
      results.set(index, await work(items[index]));
      for (; results.has(told); told++) {
        onResult(results.get(told)!, told);
        results.delete(told);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}
