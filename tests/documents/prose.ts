import { marked, type Token, type Tokens } from 'marked';

/** Around what stands in italics or bold, as a word does where it is explained. */
export const MARK = { from: '\u0002', to: '\u0003' };

interface Cell {
  cell_type: string;
  source: string | string[];
}

/** What is read of a token. Code is left out: its names are no words of the field. */
function wordsOf(token: Token): string {
  if (token.type === 'codespan') return ' ';
  const words =
    'tokens' in token && token.tokens ? token.tokens.map(wordsOf).join('') : 'text' in token ? token.text : '';
  return token.type === 'em' || token.type === 'strong' ? `${MARK.from}${words}${MARK.to}` : words;
}

function paragraphsOf(token: Token, isOpening: boolean): string[] {
  if (token.type === 'paragraph') return [wordsOf(token)];
  // the list that opens a lesson announces what the lesson is going to explain
  if (token.type === 'list' && !isOpening) return (token as Tokens.List).items.map(wordsOf);
  return [];
}

/** The paragraphs and points of a lesson in their order, without headings, formulas and the titles of what to read on. */
export function proseOf(cells: readonly Cell[]): string[] {
  return cells.flatMap(({ cell_type, source }, i) => {
    const text = [source].flat().join('');
    if (cell_type !== 'markdown' || text.startsWith('## Read on')) return [];
    const words = text.replace(/\$\$.*?\$\$|\$[^$\n]+\$/gs, ' ');
    return marked.lexer(words).flatMap(token => paragraphsOf(token, i === 0));
  });
}
