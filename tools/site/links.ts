import { posix } from 'node:path';

/** What pages there are, for links between documents of the project. Written to a file that the generator reads. */
export interface SiteMap {
  /** The page of a file of the project: `notebooks/02-contrastive-loss.ipynb` to `02-contrastive-loss.md`. */
  pages: Record<string, string>;
  /** Headings of a document that stand on another page than the rest: `README.md#measured` to `measured.md`. */
  headings: Record<string, string>;
  /** Files of the project that the site holds as they are, such as pictures. */
  files: string[];
  /** Of those that are pictures of pixels, how large they are. */
  sizes?: Record<string, { width: number; height: number }>;
  /** Where the project's other files can be read, such as `https://host/owner/name/blob/main`. */
  repository?: string;
  /** Titles of the lessons and their pages, in order. */
  lessons: { title: string; page: string }[];
  /** Whether there is a page to search on. */
  demo?: boolean;
}

/**
 * Where a link of one of the project's documents leads on the site; undefined where it leads nowhere.
 * @param source path of the document, from the project's root
 */
export function linkOnSite(link: string, source: string, site: SiteMap): string | undefined {
  if (/^[a-z][a-z+.-]*:/i.test(link) || link.startsWith('./')) return link;
  const [address, anchor] = link.split('#');
  const target = address === '' ? source : posix.join(posix.dirname(source), address!);
  const heading = anchor === undefined ? '' : `#${anchor}`;
  const page = site.headings[target + heading] ?? site.pages[target];
  if (page) return page === site.pages[source] && heading ? heading : `/${page}${heading}`;
  if (site.files.includes(target)) return `/${target}`;
  return site.repository && `${site.repository}/${target}${heading}`;
}
