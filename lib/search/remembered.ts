/** Results that are kept: one and the same is asked for several times while something is answered, and not much later. */
const KEPT = 50;

/**
 * Makes something of a text once for all who ask for it at about the same time: the newest results are kept.
 * @returns gives what `make` gave, the same object each time; what failed is made anew
 */
export function remembered<T>(make: (text: string) => Promise<T>): (text: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return text => {
    const there = known.get(text) ?? make(text);
    known.delete(text);
    known.set(text, there);
    there.catch(() => known.delete(text));
    if (known.size > KEPT) known.delete(known.keys().next().value!);
    return there;
  };
}
