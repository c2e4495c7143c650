import { describe, expect, test } from 'vitest';
import { linkOnSite, type SiteMap } from '../../tools/site/links';

const site: SiteMap = {
  pages: {
    'README.md': 'index.md',
    'notebooks/glossary.md': 'glossary.md',
    'notebooks/01-first.ipynb': '01-first.md',
    'environment.md': 'environment.md',
  },
  headings: { 'README.md#measured': 'measured.md' },
  files: ['notebooks/pictures/01-first.svg'],
  lessons: [{ title: '1. First', page: '01-first.md' }],
};

describe('a link of a document', () => {
  test.each([
    ['01-first.ipynb', 'notebooks/glossary.md', '/01-first.md'],
    ['../README.md#the-lessons', 'notebooks/glossary.md', '/index.md#the-lessons'],
    ['../README.md#measured', 'notebooks/glossary.md', '/measured.md#measured'],
    ['#measured', 'README.md', '/measured.md#measured'],
    ['environment.md', 'README.md', '/environment.md'],
    ['#grading', 'environment.md', '#grading'],
    ['notebooks/pictures/01-first.svg', 'README.md', '/notebooks/pictures/01-first.svg'],
    ['https://arxiv.org/abs/1503.03832', 'README.md', 'https://arxiv.org/abs/1503.03832'],
    ['./notebooks/01-first.ipynb', 'README.md', './notebooks/01-first.ipynb'],
  ])('%s in %s leads to %s', (link, source, to) => {
    expect(linkOnSite(link, source, site)).toBe(to);
  });

  test('to a file that is not on the site leads to the repository, where there is one', () => {
    expect(linkOnSite('../lib/losses/margin.ts', 'notebooks/glossary.md', site)).toBeUndefined();
    const repository = 'https://example.org/owner/name/blob/main';
    expect(linkOnSite('../lib/losses/margin.ts', 'notebooks/glossary.md', { ...site, repository })).toBe(
      `${repository}/lib/losses/margin.ts`,
    );
  });
});
