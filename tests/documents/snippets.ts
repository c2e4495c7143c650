import { marked, type Tokens } from 'marked';

/** A piece of TypeScript in a document: what a reader types into a cell, and the lines that the cell then shows. */
export interface Snippet {
  code: string;
  /** What stands behind `// →`; a line that shows several things, one after the other, has an arrow before each. */
  shows: string[];
}

const shownBy = (line: string) => line.split('// → ')[1]?.split(' → ') ?? [];

/** Every block of a Markdown text that is marked as `ts`, in their order. */
export function snippetsIn(text: string): Snippet[] {
  return marked
    .lexer(text)
    .filter((token): token is Tokens.Code => token.type === 'code' && token.lang === 'ts')
    .map(({ text: code }) => ({ code, shows: code.split('\n').flatMap(shownBy) }));
}
