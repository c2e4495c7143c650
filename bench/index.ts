/**
 * Measurements, side by side with a peer in one run:
 *
 *     npm run bench -- NAME [options]
 *
 * Prints a table in Markdown, and writes the numbers under build/bench/. One file a benchmark; to add one, name it here.
 */
import type { Benchmark } from './harness';

const BENCHMARKS: Record<string, () => Promise<{ benchmark: Benchmark }>> = {
  charts: () => import('./charts'),
  engine: () => import('./engine'),
  grading: () => import('./grading'),
  losses: () => import('./losses'),
  nbgrader: () => import('./nbgrader'),
  page: () => import('./page'),
  projection: () => import('./projection'),
  search: () => import('./search'),
};

async function main([name, ...args]: string[]): Promise<number> {
  const load = BENCHMARKS[name];
  if (!load) {
    const known = Object.keys(BENCHMARKS).join(', ');
    console.error(
      `npm run bench: ${name ? `there is no benchmark ${name}` : 'no benchmark is named'}, expected one of ${known}`,
    );
    return 2;
  }
  const { benchmark } = await load();
  await benchmark(args);
  return 0;
}

main(process.argv.slice(2)).then(
  status => {
    process.exitCode = status;
  },
  error => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
