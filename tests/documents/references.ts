import { posix } from 'node:path';
import { type Markdown, readMarkdown } from './markdown';

/** What a document may refer to: paths are from the project's root, with `/`. */
export interface Project {
  /** Every file that is tracked. */
  files: ReadonlySet<string>;
  /** The text of a tracked file. */
  read(file: string): string;
  /** The names in the `scripts` of package.json. */
  scripts: ReadonlySet<string>;
}

/** What npm itself does; all else is a script of the project. */
const OWN_COMMANDS = ['ci', 'install'];
const FOLDERS = ['bench', 'datasets', 'lib', 'notebooks', 'solutions', 'tests', 'tools'];
const PATH = new RegExp(`^(?:\\./)?((?:${FOLDERS.join('|')})/[\\w./*-]*)$`);
/** A part of a path that stands for the reader's own: `NAME.ipynb`, `06-your-lesson.ipynb`. */
const PLACEHOLDER = /[A-Z]{2,}\.|[A-Z]{2,}$|\byour-/;

const isFolder = (path: string, { files }: Project) => {
  const start = path.endsWith('/') ? path : `${path}/`;
  return [...files].some(file => file.startsWith(start));
};
const isThere = (path: string, project: Project) => project.files.has(path) || isFolder(path, project);

/** The scripts that a text calls by `npm run NAME`, `npm test` or `npm start`. */
export const scriptsIn = (text: string): string[] =>
  [...text.matchAll(/\bnpm (run )?([a-z][\w:-]*)/g)]
    .filter(([, run, name]) => run !== undefined || !OWN_COMMANDS.includes(name))
    .map(([, , name]) => name);

function brokenLink(link: string, file: string, own: Markdown, project: Project): string | undefined {
  if (/^[a-z]+:/.test(link)) return undefined; // elsewhere
  const [address, anchor] = decodeURI(link).split('#');
  const target = address === '' ? file : posix.join(posix.dirname(file), address);
  if (!isThere(target, project)) return `links to ${link}, and ${target} is not a tracked file`;
  if (anchor === undefined) return undefined;
  if (!target.endsWith('.md')) return `links to ${link}, and only a document has headings`;
  const { anchors } = target === file ? own : readMarkdown(project.read(target));
  return anchors.has(anchor) ? undefined : `links to ${link}, and ${target} has no such heading`;
}

/** Whether a path in backticks is a file, a module without its ending, a folder, or a pattern that fits some file. */
function isNamed(path: string, project: Project): boolean {
  if (PLACEHOLDER.test(path)) return isFolder(posix.dirname(path), project);
  if (!path.includes('*')) return isThere(path, project) || project.files.has(`${path}.ts`);
  const pattern = new RegExp(
    `^${path
      .split('*')
      .map(part => part.replace(/[.\\-]/g, '\\$&'))
      .join('[^/]*')}$`,
  );
  return [...project.files].some(file => pattern.test(file));
}

const brokenPaths = ({ codes }: Markdown, project: Project) =>
  codes
    .flatMap(code => code.split(/\s+/))
    .map(word => PATH.exec(word)?.[1])
    .filter((path): path is string => path !== undefined && !isNamed(path, project))
    .map(path => `names ${path}, which is not there`);

/** Every reference of a document that leads nowhere, in words. */
export function brokenReferences(file: string, text: string, project: Project): string[] {
  const markdown = readMarkdown(text);
  const links = markdown.links.map(link => brokenLink(link, file, markdown, project));
  const scripts = markdown.codes
    .flatMap(scriptsIn)
    .filter(name => !project.scripts.has(name))
    .map(name => `calls the script ${name}, which package.json does not have`);
  return [...links.filter(problem => problem !== undefined), ...scripts, ...brokenPaths(markdown, project)].map(
    problem => `${file} ${problem}`,
  );
}
