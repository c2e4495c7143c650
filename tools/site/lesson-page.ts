import { contractOf } from '../course/contract';
import type { Cell, Notebook } from '../course/notebook';
import type { SiteFiles } from './files';
import { outputMarkup } from './outputs';

/** A page for the generator: Markdown, with the names of what it is of. */
export interface SitePage {
  /** Its file: `01-multimodality.md`. */
  file: string;
  title: string;
  markdown: string;
}

/**
 * The page of a lesson that ran: its text, its code and what the cells showed.
 * @param name of the notebook, without `.ipynb`
 * @throws Error that names the cell which cannot be shown: one that failed, or one that holds a solution
 */
export function lessonPage(name: string, notebook: Notebook, files: SiteFiles): SitePage {
  const title = titleOf(name, notebook);
  const cells = notebook.cells.map((cell, i) => {
    try {
      return cell.cell_type === 'code' ? codeCell(cell, name, files) : cell.source;
    } catch (error) {
      throw new Error(`${name}, cell ${i + 1}: ${(error as Error).message}`);
    }
  });
  const [first = '', ...rest] = cells;
  const markdown = [first.replace(/^# .*$/m, `$&\n\n${wayToNotebook(name)}`), ...rest].join('\n\n');
  return { file: `${name}.md`, title, markdown: withHead({ title, source: `notebooks/${name}.ipynb` }, markdown) };
}

function titleOf(name: string, notebook: Notebook): string {
  const title = /^# (.+)$/m.exec(notebook.cells[0]?.source ?? '')?.[1];
  if (notebook.cells[0]?.cell_type !== 'markdown' || title === undefined) {
    throw new Error(`${name}: its first cell has no heading, expected "# 1. …"`);
  }
  return title;
}

/** Front matter: what the generator and the links are told about a page. */
export function withHead(head: Record<string, unknown>, markdown: string): string {
  // JSON is YAML.
  const lines = Object.entries(head).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return `---\n${lines.join('\n')}\n---\n\n${markdown}\n`;
}

const notebookOf = (name: string) => `notebooks/${name}.ipynb`;

const wayToNotebook = (name: string) =>
  `<p class="way-to-notebook">Here the lesson stands as it ran. To run and change it, ` +
  `<a href="./${notebookOf(name)}" download>take the notebook</a> or ` +
  `<a href="./index.html#two-commands">set the course up</a>.</p>`;

function codeCell(cell: Cell, name: string, files: SiteFiles): string {
  if (/\b(BEGIN|END) SOLUTION\b/.test(cell.source)) {
    throw new Error('it holds a solution; the site is made of notebooks/, as learners get them');
  }
  const code = fenced(cell.source);
  if (contractOf(cell).exercise !== undefined) {
    // What its check said of the starter is no news.
    const note = `<p class="exercise-note">This is where you write. <a href="./${notebookOf(name)}" download>Solve it in the notebook</a>, where the cell answers you.</p>`;
    return `${code}\n\n${note}`;
  }
  const outputs = (cell.outputs ?? []).map(output => outputMarkup(output, files)).filter(Boolean);
  return [code, ...outputs].join('\n\n');
}

/** Code between fences that are longer than any in it. */
function fenced(code: string): string {
  const longest = Math.max(2, ...Array.from(code.matchAll(/`{3,}/g), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}ts\n${code.trimEnd()}\n${fence}`;
}
