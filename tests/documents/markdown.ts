import GithubSlugger from 'github-slugger';
import { marked, type Token, type Tokens } from 'marked';

/** What a Markdown text refers to, and what others can refer to in it. */
export interface Markdown {
  /** Addresses of links and pictures, in Markdown or in HTML. */
  links: string[];
  /** The anchors of its headings, as GitHub makes them. */
  anchors: Set<string>;
  /** What stands in backticks, within a line or in lines of its own. */
  codes: string[];
  /** The text of each cell in the first column of the tables below a heading, by the heading's anchor. */
  firstColumns: Map<string, string[]>;
}

/** The text as it is read, without stars and brackets. */
const plain = (tokens: Token[]): string =>
  tokens
    .map(token => ('tokens' in token && token.tokens ? plain(token.tokens) : 'text' in token ? token.text : ''))
    .join('');

export function readMarkdown(text: string): Markdown {
  const slugger = new GithubSlugger();
  const found: Markdown = { links: [], anchors: new Set(), codes: [], firstColumns: new Map() };
  let section = '';
  const visit: Record<string, (token: Token) => void> = {
    link: token => found.links.push((token as Tokens.Link).href),
    image: token => found.links.push((token as Tokens.Image).href),
    html: token => {
      for (const [, address] of token.raw.matchAll(/\b(?:href|src)="([^"]*)"/g)) found.links.push(address);
    },
    codespan: token => found.codes.push((token as Tokens.Codespan).text),
    code: token => found.codes.push((token as Tokens.Code).text),
    heading: token => {
      section = slugger.slug(plain((token as Tokens.Heading).tokens));
      found.anchors.add(section);
    },
    table: token => {
      const cells = (token as Tokens.Table).rows.map(([first]) => first.text);
      found.firstColumns.set(section, [...(found.firstColumns.get(section) ?? []), ...cells]);
    },
  };
  marked.walkTokens(marked.lexer(text), token => visit[token.type]?.(token));
  return found;
}
