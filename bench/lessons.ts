/** The lessons as learners get them, each from top to bottom in a fresh kernel: seconds, and memory at most. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Benchmark, FOLDER, ROOT, readOptions } from './benchmark';
import { type Figure, rounded } from './figures';
import { markdownTable } from './markdown-table';
import { once } from './timing';

const OUT = join(FOLDER, 'lessons');

interface Summary {
  failed: number;
  notebooks: { name: string; seconds: number; peakMegabytes: number | null }[];
}

export const benchmark: Benchmark = async args => {
  readOptions(args, {});
  rmSync(OUT, { recursive: true, force: true });
  const lessons = readdirSync(join(ROOT, 'notebooks')).filter(name => name.endsWith('.ipynb'));
  const files = lessons.sort().map(name => join('notebooks', name));
  const command = ['tools/run.cjs', 'tools/course.ts', '--no-pages', '--out', OUT, ...files];
  spawnSync(process.execPath, command, { cwd: ROOT, stdio: 'inherit' });
  const summary: Summary = JSON.parse(readFileSync(join(OUT, 'summary.json'), 'utf8'));
  if (summary.failed > 0 || summary.notebooks.length < lessons.length) {
    throw new Error(`npm run bench: not every lesson ran to its end, see ${OUT}; expected all to pass`);
  }
  const lists = summary.notebooks.map(({ name, seconds, peakMegabytes }) => ({
    lesson: name.replace(/^.*\/|\.ipynb$/g, ''),
    seconds,
    megabytes: peakMegabytes ?? Number.NaN,
  }));
  const whole = {
    lesson: 'the whole course',
    seconds: lists.reduce((sum, { seconds }) => sum + seconds, 0),
    megabytes: Math.max(...lists.map(({ megabytes }) => megabytes)),
  };
  const all = [...lists, whole];
  const cells = all.map(({ lesson, seconds, megabytes }) => [lesson, rounded(seconds), rounded(megabytes)]);
  console.log(`\n${markdownTable(['lesson', 's', 'MB at most'], cells)}`);
  const figures = all.flatMap(({ lesson, seconds, megabytes }): Figure[] => [
    { what: `${lesson}, from top to bottom`, unit: 's', ours: once(seconds), headline: true },
    ...(megabytes > 0
      ? [{ what: `${lesson}: memory`, unit: 'MB' as const, ours: once(megabytes), headline: lesson === whole.lesson }]
      : []),
  ]);
  return { figures };
};
