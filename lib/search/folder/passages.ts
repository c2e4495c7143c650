/** A piece of a text that is found by itself. */
export interface Passage {
  text: string;
  /** The page of a PDF, from 1 on, or the heading that it stands under, '' where there is none. */
  at: number | string;
}

/** The most words of a passage: what a reader takes in at a glance, and a vector can still stand for. */
const MOST_WORDS = 100;
/** The most bytes of it: what a store keeps as a title, see FIELD_BYTES. */
const MOST_BYTES = 1_900;

/**
 * A plain text in passages: paragraphs, which empty lines part, and of long ones some sentences at a time. Passages without a letter a to z
 * and without a digit are left out: no encoder here reads them.
 * @param at where it stands: a page, or a heading
 */
export function passagesOf(text: string, at: Passage['at'] = ''): Passage[] {
  return text
    .split(/\n[^\S\n]*\n/)
    .flatMap(paragraph => cut(paragraph.trim()))
    .filter(part => /[a-z0-9]/i.test(part.normalize('NFKD')))
    .map(part => ({ text: part, at }));
}

/** The passages of a Markdown text, each with the last heading before it. Code and addresses stand as they are, marks of emphasis do not. */
export function markdownPassages(text: string): Passage[] {
  const parts: { heading: string; lines: string[] }[] = [{ heading: '', lines: [] }];
  let fence = '';
  for (const line of withoutFrontMatter(text).split('\n')) {
    const [, mark = ''] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
    if (mark && (fence === '' || mark.startsWith(fence))) fence = fence === '' ? mark : '';
    const [, heading] = (fence === '' && /^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$/.exec(line)) || [];
    if (heading === undefined) parts[parts.length - 1].lines.push(mark ? '' : plainLine(line));
    else parts.push({ heading: plainLine(heading), lines: [] });
  }
  return parts.flatMap(({ heading, lines }) => passagesOf(lines.join('\n'), heading));
}

const withoutFrontMatter = (text: string) => text.replace(/^---\n[\s\S]*?\n---\n/, '');

const plainLine = (line: string): string =>
  line
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*>\s?/, '')
    .replace(/(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1/g, '$2');

/** A paragraph as passages of at most MOST_WORDS words, which end with a sentence where one ends. */
function cut(paragraph: string): string[] {
  const words = paragraph.split(/\s+/).flatMap(word => (Buffer.byteLength(word) > MOST_BYTES ? [] : [word]));
  const parts: string[] = [];
  for (let from = 0; from < words.length; ) {
    const to = endOf(words, from);
    parts.push(words.slice(from, to).join(' '));
    from = to;
  }
  return parts.filter(part => part !== '');
}

/** Where the passage ends that begins with a word: behind all that fits, or behind the last sentence of it that ends in its second half. */
function endOf(words: readonly string[], from: number): number {
  let to = from;
  for (let bytes = 0; to < words.length && to - from < MOST_WORDS; to++) {
    bytes += Buffer.byteLength(words[to]) + 1;
    if (bytes > MOST_BYTES) break;
  }
  if (to === words.length) return to;
  for (let end = to; end > from + MOST_WORDS / 2; end--) if (/[.!?…]["”’)]?$/.test(words[end - 1])) return end;
  return Math.max(to, from + 1);
}
