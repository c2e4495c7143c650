import katex from '@vscode/markdown-it-katex';
import GithubSlugger from 'github-slugger';
import type { DefaultTheme, MarkdownOptions, UserConfig } from 'vitepress';
import { linkOnSite, type SiteMap } from '../links';
import { BASE, TELL_BASE } from '../relative';
import { repairedParts } from './repaired';

type Markdown = Parameters<NonNullable<MarkdownOptions['config']>>[0];

/** What VitePress is told. It reads this file by the one that `tools/site/build.ts` writes beside the pages. */
export function generatorConfig(site: SiteMap, title: string): UserConfig<DefaultTheme.Config> {
  return {
    title,
    lang: 'en-GB',
    base: BASE,
    outDir: './site',
    cacheDir: './cache',
    head: [
      ['script', {}, TELL_BASE],
      ['link', { rel: 'icon', type: 'image/svg+xml', href: `${BASE}icon.svg` }],
    ],
    // Scripts name the folder of the site, and become relative as files of their own.
    metaChunk: true,
    markdown: {
      config: markdown => withCourseRules(markdown, site),
      anchor: { slugify: githubSlug },
      // In prose, braces after a word are braces.
      attrs: { disable: true },
      theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    },
    // A page asks for what it shows, and not for the pages that it links to.
    router: { prefetchLinks: false },
    // Pictures are files of the site, under the names that pages call them by.
    vue: { template: { transformAssetUrls: { tags: {} } } },
    vite: { plugins: [repairedParts()] },
    themeConfig: {
      siteTitle: 'Multimodal search',
      search: { provider: 'local' },
      outline: [2, 3],
      sidebar: contents(site),
      nav: [
        { text: 'Lessons', link: `/${withoutEnding(site.lessons[0]?.page ?? 'index.md')}` },
        ...demoLink(site),
        { text: 'Glossary', link: '/glossary' },
        { text: 'Measured', link: '/measured' },
      ],
    },
  };
}

// A module of ES is given the whole of one of CommonJS, whatever its types say.
const katexPlugin = (katex as typeof katex & { default: typeof katex }).default;

const withoutEnding = (file: string) => file.replace(/\.md$/, '');
const githubSlug = (heading: string) => new GithubSlugger().slug(heading);

const demoLink = ({ demo }: SiteMap) => (demo ? [{ text: 'Try the search', link: '/demo' }] : []);

function contents(site: SiteMap): DefaultTheme.SidebarItem[] {
  const lessons = site.lessons.map(({ title, page }) => ({ text: title, link: `/${withoutEnding(page)}` }));
  return [
    ...demoLink(site),
    { text: 'Lessons', items: lessons },
    {
      text: 'To look up',
      items: [
        { text: 'Glossary', link: '/glossary' },
        { text: 'From Python to TypeScript', link: '/python-to-typescript' },
        { text: 'Measured', link: '/measured' },
        { text: 'Ledger of speed', link: '/ledger' },
        { text: 'What runs where', link: '/environment' },
      ],
    },
  ];
}

function withCourseRules(markdown: Markdown, site: SiteMap): void {
  // Formulas become markup here, so that a page needs no script for them.
  markdown.use(katexPlugin, { throwOnError: true, strict: 'error' });
  // Otherwise README.md would be taken for a host in Moldova.
  markdown.linkify.set({ fuzzyLink: false });
  markdown.core.ruler.push('course', state => {
    const source = (state.env as { frontmatter?: { source?: string } }).frontmatter?.source;
    leaveOutEmptyHeads(state.tokens);
    markLongCells(state.tokens);
    if (source === undefined) return;
    for (const token of state.tokens) rewriteLinks(token.children ?? [], source, site);
    loadInTurn(state.tokens.flatMap(({ children }) => children?.filter(({ type }) => type === 'image') ?? []));
  });
}

type Token = ReturnType<Markdown['parse']>[number];

/** The empty corner of a table is no head of a column: a reader of the screen could not say it. */
function leaveOutEmptyHeads(tokens: Token[]): void {
  tokens.forEach((token, i) => {
    if (token.type === 'th_open' && tokens[i + 1]?.content === '')
      for (const part of [token, tokens[i + 2]!]) part.tag = 'td';
  });
}

/** Characters from which a cell of a table holds a text, and not a name or a number. */
const LONG = 60;

/** Cells with long texts have a class of their own: they need more room than one word. */
function markLongCells(tokens: Token[]): void {
  tokens.forEach((token, i) => {
    if (token.type !== 'td_open') return;
    const read = (tokens[i + 1]?.children ?? []).filter(({ type }) => type === 'text' || type === 'code_inline');
    if (read.map(({ content }) => content).join('').length >= LONG) token.attrJoin('class', 'long');
  });
}

/** The first picture is what a page opens with; those below, a film among them, do not hold it up. */
function loadInTurn([first, ...rest]: Token[]): void {
  first?.attrSet('fetchpriority', 'high');
  for (const picture of rest) {
    picture.attrSet('fetchpriority', 'low');
    picture.attrSet('loading', 'lazy');
  }
}

/** Links of the project's documents lead to their pages; what leads nowhere is text. */
function rewriteLinks(tokens: Token[], source: string, site: SiteMap): void {
  const open: boolean[] = [];
  for (const token of tokens) {
    if (token.type === 'link_open') {
      const link = linkOnSite(token.attrGet('href') ?? '', source, site);
      open.push(link !== undefined);
      if (link !== undefined) token.attrSet('href', link);
      else token.hidden = true;
      if (link === undefined) [token.type, token.tag] = ['text', ''];
    } else if (token.type === 'link_close' && open.pop() === false) {
      [token.type, token.tag] = ['text', ''];
    } else if (token.type === 'image') {
      const address = linkOnSite(token.attrGet('src') ?? '', source, site);
      if (address === undefined) throw new Error(`${source} shows ${token.attrGet('src')}, which is not on the site`);
      token.attrSet('src', `.${address}`);
      // with its size, so that nothing moves when it comes
      for (const [name, pixels] of Object.entries(site.sizes?.[address.slice(1)] ?? {}))
        token.attrSet(name, `${pixels}`);
    }
  }
}
