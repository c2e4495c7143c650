import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Repository } from '../repository';
import { type SitePage, withHead } from './lesson-page';

/** Documents that are pages of the site, and what they are called in its contents. */
const DOCUMENTS = {
  'notebooks/glossary.md': { file: 'glossary.md', title: 'Glossary' },
  'notebooks/python-to-typescript.md': { file: 'python-to-typescript.md', title: 'From Python to TypeScript' },
  'environment.md': { file: 'environment.md', title: 'What runs where' },
  'bench/ledger/README.md': { file: 'ledger.md', title: 'Ledger of speed' },
};

/** The README's parts: the first page holds what comes before, the second the table of measurements. */
const MEASURED = 'Measured';

/**
 * The documents of the project as pages, each with the file that it is made of; the first page is the first of them.
 * @param lesson name of the first lesson
 */
export function documentPages(root: string, lesson: string, ways: Ways = {}): (SitePage & { source: string })[] {
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
  const pages = Object.entries(DOCUMENTS).map(([source, { file, title }]) => {
    return { source, file, title, markdown: withHead({ title, source }, read(source)) };
  });
  return [...readmePages(read('README.md'), lesson, ways), ...pages];
}

/** What the first page leads to besides the lessons. */
export interface Ways {
  /** Whether there is a page to search on. */
  demo?: boolean;
  /** Services that open the course with a kernel. */
  kernels?: Repository['kernels'];
}

function readmePages(
  readme: string,
  lesson: string,
  { demo = false, kernels = [] }: Ways,
): (SitePage & { source: string })[] {
  const source = 'README.md';
  const sections = readme.split(/^(?=## )/m);
  const [, title, first, rest] = /^# (.+)\n+(.+)\n+([\s\S]*)$/.exec(sections[0]!) ?? [];
  const at = sections.findIndex(section => section.startsWith(`## ${MEASURED}\n`));
  if (title === undefined || at < 0) {
    throw new Error(
      `README.md: expected a heading, a paragraph, and a section "## ${MEASURED}", of which the site is made`,
    );
  }
  const head = { source, title, titleTemplate: false, description: first };
  const links = [
    [`./${lesson}.html`, 'Read lesson 1'],
    ...(demo ? [['./demo.html', 'Try the search']] : []),
    ...kernels.map(({ name, address }) => [address, `Open in ${name}`]),
    ['#two-commands', 'Run it yourself'],
  ].map(([address, words]) => `<a href="${address}">${words}</a>`);
  const ways = `<p class="ways-in">${links.join(' ')}</p>`;
  const before = [`# ${title}\n\n${first}\n\n${ways}\n\n${rest}`, ...sections.slice(1, at)].join('');
  const measured = `# ${MEASURED}\n${sections[at]!.replace(/^.*\n/, '')}`;
  return [
    { source, file: 'index.md', title, markdown: withHead(head, before) },
    { source, file: 'measured.md', title: MEASURED, markdown: withHead({ title: MEASURED, source }, measured) },
  ];
}

/** Headings of the README that stand on a page of their own. */
export const MOVED = { 'README.md#measured': 'measured.md' };
