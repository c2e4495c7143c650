/** Shorter words are too near to one another. */
const LETTERS = 5;
/** Letters that another ending may add, and that it may take. */
const ENDING = 2;

/**
 * The words that somebody may have meant who typed another: the nearest by letters put in, left out, changed or swapped. A slip in the
 * first letter is not forgiven, nor any in fewer than five letters; where none is near, another ending is, as 'leones' has of 'leon'.
 * @param typed one word or several, in small letters without accents
 * @param words those that there are, in the same form
 * @param most slips that are forgiven
 * @returns the nearest alone, in the order of the list; none where nothing is near
 */
export function nearestWords(typed: string, words: readonly string[], most: number): string[] {
  let best = typed.length < LETTERS ? -1 : most;
  let found: string[] = [];
  const inflected: string[] = [];
  for (const word of words) {
    if (word[0] !== typed[0] || Math.abs(word.length - typed.length) > ENDING) continue;
    if (hasOtherEnding(typed, word)) inflected.push(word);
    if (best < 0) continue;
    const distance = slips(typed, word);
    if (distance < best) [best, found] = [distance, []];
    if (distance === best) found.push(word);
  }
  return found.length > 0 ? found : inflected;
}

/** Whether one word is the other with at most two letters more at the end, of a longer one the last letter aside. */
function hasOtherEnding(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  // other alphabets have few words that look like a name of another
  if (short.length < (/[a-z]/.test(short) ? 4 : 3) || /[\p{Script=Han}\p{Script=Hangul} ]/u.test(short)) return false;
  return long.startsWith(short) || (short.length > LETTERS && long.startsWith(short.slice(0, -1)));
}

/** Damerau's distance: letters put in, left out, changed, and neighbours swapped. */
function slips(one: string, other: string): number {
  let [before, last]: number[][] = [[], Array.from({ length: other.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = last[j - 1] + Number(one[i - 1] !== other[j - 1]);
      row[j] = Math.min(changed, last[j] + 1, row[j - 1] + 1);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[other.length];
}
