/** Objects that nest no deeper than this stand on one line: an item of an index is a line of a diff. */
const DEEPEST_LINE = 2;

/** JSON for people and for git: deterministic, an item a line. Ends with a line break. */
export const formatJson = (value: unknown): string => `${format(value, '')}\n`;

function format(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (!isLong(value)) return JSON.stringify(value);
  const deeper = `${indent} `;
  const entries = Array.isArray(value)
    ? value.map(entry => format(entry, deeper))
    : Object.entries(value)
        .filter(([, entry]) => entry !== undefined)
        .map(([key, entry]) => `${JSON.stringify(key)}: ${format(entry, deeper)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${entries.map(entry => deeper + entry).join(',\n')}\n${indent}${close}`;
}

/** A list of lists or objects, and whatever nests deeper than an item does. */
const isLong = (value: object): boolean =>
  depth(value) > DEEPEST_LINE || (Array.isArray(value) && value.some(entry => typeof entry === 'object'));

function depth(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depth));
}
