import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { readNotebook, sourcesOf } from '../course/notebook';
import type { Repository } from '../repository';
import type { WrittenDemo } from './demo/contents';
import { demoPage } from './demo/page';
import { documentPages, MOVED } from './documents';
import { siteFiles } from './files';
import { lessonPage, type SitePage } from './lesson-page';
import type { SiteMap } from './links';
import { BASE, relativePage, relativeScript, relativeStyle } from './relative';

export interface SiteOptions {
  /** The project's folder. */
  root: string;
  /** The folder of the lessons as learners get them, and that of the same as they ran. */
  notebooks: string;
  executed: string;
  /** The folder that the pages are written to of which VitePress makes the site, inside the project's; what was in it is gone. */
  pages: string;
  /** The folder that the site is written to; what was in it is gone. */
  out: string;
  /** Writes what the page to search on loads (see `writeDemo`), once the lessons are found to be in order; without it there is no such page. */
  writeDemo?: () => Promise<WrittenDemo>;
  /** Where files of the project that are not on the site can be read, and the course be opened with a kernel. */
  repository?: Repository;
}

/** Pictures in the project's documents. */
const PICTURES = ['notebooks/pictures', 'bench/ledger'];

/**
 * Writes the pages of the lessons and of the documents, lets VitePress make a site of them, and makes that independent of the folder that it
 * is served from.
 * @throws Error for a lesson that has not run, has changed since or failed; with VitePress's own words where it fails
 */
export async function buildSite({
  root,
  notebooks,
  executed,
  pages,
  out,
  writeDemo,
  repository,
}: SiteOptions): Promise<void> {
  rmSync(pages, { recursive: true, force: true });
  const files = siteFiles();
  const lessons = readdirSync(notebooks)
    .filter(file => file.endsWith('.ipynb'))
    .map(file => path.basename(file, '.ipynb'))
    .sort();
  if (lessons[0] === undefined) throw new Error(`There is no lesson in ${notebooks}, expected a notebook or more`);
  const lessonPages = lessons.map(name => {
    const own = path.join(notebooks, `${name}.ipynb`);
    const ran = path.join(executed, `${name}.ipynb`);
    demandCurrent(name, own, ran);
    return lessonPage(name, readNotebook(ran), files);
  });
  const demo = await writeDemo?.();
  const documents = documentPages(root, lessons[0], { demo: demo !== undefined, kernels: repository?.kernels });
  const demoPages = demo ? [demoPage(demo)] : [];

  const pictures = PICTURES.flatMap(folder => readdirSync(path.join(root, folder)).map(file => `${folder}/${file}`));
  const kept = pictures.filter(file => /\.(svg|webp)$/.test(file));
  const site: SiteMap = {
    pages: {
      ...Object.fromEntries(lessons.map(name => [`notebooks/${name}.ipynb`, `${name}.md`])),
      ...Object.fromEntries(documents.map(({ source, file }) => [source, file])),
      'README.md': 'index.md',
    },
    headings: MOVED,
    files: kept,
    sizes: await sizesOf(root, kept),
    lessons: lessonPages.map(({ title, file }) => ({ title, page: file })),
    demo: demo !== undefined,
    ...(repository && { repository: repository.files }),
  };
  writeSource(pages, [...lessonPages, ...documents, ...demoPages], site, documents[0]!.title);
  for (const [file, content] of files.all) put(path.join(pages, 'public', file), content);
  const copied = [
    ...kept.map(file => [file, path.join(root, file)] as const),
    ...lessons.map(name => [`notebooks/${name}.ipynb`, path.join(notebooks, `${name}.ipynb`)] as const),
    ['icon.svg', path.join(root, 'tools', 'search', 'page', 'icon.svg')] as const,
  ];
  for (const [file, from] of copied) put(path.join(pages, 'public', file), readFileSync(from));
  if (demo) cpSync(demo.folder, path.join(pages, 'public', 'demo'), { recursive: true });

  await generate(root, pages);
  makeRelative(path.join(pages, 'site'));
  rmSync(out, { recursive: true, force: true });
  mkdirSync(path.dirname(out), { recursive: true });
  cpSync(path.join(pages, 'site'), out, { recursive: true });
}

async function sizesOf(root: string, files: readonly string[]): Promise<NonNullable<SiteMap['sizes']>> {
  const pixels = files.filter(file => file.endsWith('.webp'));
  const sizes = pixels.map(async file => {
    const { width, height, pageHeight = height } = await sharp(path.join(root, file)).metadata();
    return [file, { width, height: pageHeight }] as const;
  });
  return Object.fromEntries(await Promise.all(sizes));
}

function demandCurrent(name: string, own: string, ran: string): void {
  const run = `run it: npm run course -- notebooks/${name}.ipynb`;
  if (!existsSync(ran)) throw new Error(`The lesson ${name} has not run; ${run}`);
  if (sourcesOf(ran) !== sourcesOf(own)) throw new Error(`The lesson ${name} has changed since it ran; ${run}`);
}

function put(file: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function writeSource(pages: string, written: readonly SitePage[], site: SiteMap, title: string): void {
  for (const { file, markdown } of written) put(path.join(pages, file), markdown);
  const own = path.join(pages, '.vitepress');
  const tools = path.relative(own, __dirname).split(path.sep).join('/');
  put(path.join(own, 'site.json'), JSON.stringify(site));
  put(
    path.join(own, 'config.mts'),
    `import { generatorConfig } from '${tools}/generator/config';\nimport site from './site.json';\nexport default generatorConfig(site, ${JSON.stringify(title)});\n`,
  );
  put(path.join(own, 'theme', 'index.ts'), `export { default } from '../${tools}/theme/index';\n`);
}

/** VitePress in a process of its own: it changes the environment that it runs in. */
async function generate(root: string, pages: string): Promise<void> {
  const program = path.join(root, 'node_modules', 'vitepress', 'bin', 'vitepress.js');
  const child = spawn(process.execPath, [program, 'build', pages], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk));
  const status = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (status !== 0) throw new Error(`VitePress could not make the site:\n${said.trim()}`);
}

const RELATIVE: Record<string, (text: string, file: string) => string> = {
  '.html': relativePage,
  '.css': relativeStyle,
  '.js': relativeScript,
};

function makeRelative(site: string): void {
  for (const entry of readdirSync(site, { recursive: true, encoding: 'utf8' })) {
    const change = RELATIVE[path.extname(entry)];
    if (!change) continue;
    const file = path.join(site, entry);
    const text = readFileSync(file, 'utf8');
    if (text.includes(BASE)) writeFileSync(file, change(text, entry.split(path.sep).join('/')));
  }
}
