import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Lesson, notExplained, patternOf, readGlossary } from './glossary';
import { proseOf } from './prose';

const ROOT = path.join(__dirname, '..', '..');
const entries = readGlossary(readFileSync(path.join(ROOT, 'notebooks/glossary.md'), 'utf8'));
const lessons: Lesson[] = readdirSync(path.join(ROOT, 'solutions'))
  .filter(file => file.endsWith('.ipynb'))
  .sort()
  .map(file => ({
    file,
    prose: proseOf(JSON.parse(readFileSync(path.join(ROOT, 'solutions', file), 'utf8')).cells),
  }));

/** Where a word of the glossary means something else. */
const ELSEWHERE: Record<string, RegExp> = {
  metric: /metric learning/g,
  negative: /cosine negative|negative cosine/g,
  pair: /pair of modalities/g,
  passage: /text passages/g,
};

test('the glossary has the words of the course in their order, each once and with a meaning', () => {
  const words = entries.flatMap(entry => entry.words.map(word => word.toLowerCase()));
  expect(words.length).toBeGreaterThan(80);
  expect(new Set(words).size).toBe(words.length);
  const heads = entries.map(entry => entry.words[0]);
  expect(heads).toEqual([...heads].sort(new Intl.Collator('en').compare));
  for (const { words, meaning } of entries) expect(meaning, words[0]).toMatch(/^[A-Z].{10,}[.?]$/);
});

test.each(entries.flatMap(({ words, lesson }) => words.map(word => [word, lesson])))(
  '%s is explained where it is first used',
  (word, lesson) => {
    expect(notExplained(word, lesson, lessons, ELSEWHERE[word])).toEqual([]);
  },
);

test('what means something else is in a lesson', () => {
  const all = lessons.flatMap(({ prose }) => prose).join('\n');
  expect(Object.entries(ELSEWHERE).filter(([, phrase]) => all.search(phrase) < 0)).toEqual([]);
});

describe('a word', () => {
  const markdown = (source: string) => ({ cell_type: 'markdown', source });
  const lesson = (file: string, ...sources: string[]): Lesson => ({ file, prose: proseOf(sources.map(markdown)) });
  const problems = (...read: Lesson[]) => notExplained('batch', 'b', read, /a batch of bread/g);

  test('may be announced at the head of a lesson, and stand in titles, code and formulas, before it is explained', () => {
    const text = '## A batch\n\nOf $batch$ and `batch`, and a batch of bread.\n\n- two **batches**: what one step sees';
    expect(problems(lesson('b', '# B\n\n- meet a batch', text, 'A batch is small.'))).toEqual([]);
  });

  test.each([
    ['used first and explained later', [lesson('b', '# B', 'Take a batch.', 'A *batch* is …')], /uses it before/],
    ['explained one lesson too late', [lesson('a', 'Batches are good.'), lesson('b', 'A *batch*')], /^batch: a uses/],
    [
      'used in the same paragraph before',
      [lesson('a', 'In a batch, a *batch* being small'), lesson('b', 'A *batch*')],
      /uses it before/,
    ],
    ['used in a list', [lesson('b', '# B', '- take a batch\n- of *one*'), lesson('b', 'A *batch*')], /uses it before/],
    ['explained elsewhere', [lesson('a', 'A **batch** is'), lesson('b', 'The batch')], /leads to b/],
    ['used nowhere', [lesson('b', '# B', 'Nothing', '## Read on\n\n- *A batch*')], /no lesson uses it/],
  ])('that is %s is told', (_, read, problem) => {
    expect(problems(...read)).toEqual([expect.stringMatching(problem)]);
  });

  test.each([
    ['modality', 'many modalities', true],
    ['principal axis', 'two principal axes', true],
    ['R@1', 'R@10', false],
    ['loss', 'Losses', true],
    ['CLIP', 'a clip', false],
    ['hard', 'the hardest', false],
    ['hard', 'semi-hard', false],
    ['held out', 'a held-out style', true],
    ['convolution', 'a convolutional network', false],
  ])('%s in “%s” is found: %s', (word, text, found) => {
    expect(patternOf(word).test(text)).toBe(found);
  });
});
