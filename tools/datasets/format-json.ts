/** How many levels are broken into lines: below them a value stands on one line, so an item of an index is a line of a diff. */
const LEVELS = 2;

/** JSON for people and for git: deterministic, an entry a line on the first levels, compact below. Ends with a line break. */
export const formatJson = (value: unknown): string => `${format(value, 0)}\n`;

function format(value: unknown, level: number): string {
  const compact = JSON.stringify(value);
  if (level >= LEVELS || typeof value !== 'object' || value === null || compact.length <= 80) return compact;
  const indent = ' '.repeat(level + 1);
  const entries = Array.isArray(value)
    ? value.map(entry => format(entry, level + 1))
    : Object.entries(value)
        .filter(([, entry]) => entry !== undefined)
        .map(([key, entry]) => `${JSON.stringify(key)}: ${format(entry, level + 1)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${entries.map(entry => indent + entry).join(',\n')}\n${' '.repeat(level)}${close}`;
}
