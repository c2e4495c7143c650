import { getDocumentProxy } from 'unpdf';
import { LeftOut } from './read-whole';

/** Pages that are read of one document. */
const MOST_PAGES = 2_000;
/** A gap between two lines, in heights of a line, from which on another paragraph begins. */
const GAP = 1.6;

/** A piece of a line, as PDF.js gives it. */
interface Piece {
  str: string;
  hasEOL: boolean;
  height: number;
  transform: number[];
}

/**
 * The text of each page of a PDF, paragraphs with an empty line between them. Nothing that the document asks for is run or fetched.
 * @throws LeftOut where it needs a password, is damaged, or has no text but pictures of it
 */
export async function pdfPages(bytes: Uint8Array): Promise<string[]> {
  const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, useSystemFonts: true }).catch(explain);
  try {
    const pages: string[] = [];
    for (let number = 1; number <= Math.min(document.numPages, MOST_PAGES); number++) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      pages.push(textOf(items.filter((item): item is typeof item & Piece => 'str' in item)));
      page.cleanup();
    }
    if (pages.every(text => text.trim() === '')) throw new LeftOut('is a PDF without text, of pictures alone');
    return pages;
  } catch (error) {
    return explain(error as Error);
  } finally {
    await document.destroy();
  }
}

function textOf(pieces: readonly Piece[]): string {
  let text = '';
  let last: Piece | undefined;
  for (const piece of pieces) {
    if (last && piece.str.trim() !== '') {
      const gap = Math.abs(last.transform[5] - piece.transform[5]);
      if (gap > GAP * Math.max(last.height, piece.height)) text += '\n\n';
    }
    text += piece.str;
    if (piece.hasEOL) text += '\n';
    if (piece.str.trim() !== '') last = piece;
  }
  return text.replace(/(\p{L})-\n(\p{Ll})/gu, '$1$2'); // a word that a line broke
}

function explain(error: Error): never {
  if (error instanceof LeftOut) throw error;
  if (error.name === 'PasswordException') throw new LeftOut('is a PDF that needs a password');
  throw new LeftOut(`is a PDF that is cut short or damaged (${error.message.split('\n')[0]})`);
}
