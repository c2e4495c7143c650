/** Vega keeps what it counts and groups by in plain objects, in which these names stand for something else already. */
const MEMBERS = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Takes no room and shows nothing (U+2060, word joiner). */
const UNSEEN = '\u2060';

const MARKED = new RegExp(`(${[...MEMBERS].join('|')})${UNSEEN}`, 'g');

/**
 * A specification in which a name such as 'constructor' or '__proto__', which every JavaScript object has, ends in a letter that is not
 * seen: Vega would take it for the object's own member, and draw an empty picture or none (vega/vega#3695). Data, domains and orders
 * change alike, so that they still fit each other; everything else is the same object as before.
 */
export function withoutObjectMembers<Value>(value: Value): Value {
  return renamed(value) as Value;
}

/** A text as its author wrote it. */
export function withObjectMembers(text: string): string {
  return text.replace(MARKED, '$1');
}

function renamed(value: unknown): unknown {
  if (typeof value === 'string') return MEMBERS.has(value) ? value + UNSEEN : value;
  if (Array.isArray(value)) {
    const entries = value.map(renamed);
    return entries.some((entry, i) => !Object.is(entry, value[i])) ? entries : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]) => [key, entry, renamed(entry)] as const);
  if (entries.every(([, before, after]) => Object.is(before, after))) return value;
  return Object.fromEntries(entries.map(([key, , after]) => [key, after]));
}
