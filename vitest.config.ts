import { defineConfig } from 'vitest/config';

// unit: the quick part. The others start processes: engines and training runs that are killed, kernels, a browser.
const suites = {
  unit: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/**/*.slow.test.ts', 'tests/notebooks/**', 'tests/browser/**'],
  },
  slow: { include: ['tests/**/*.slow.test.ts'], exclude: ['tests/notebooks/**', 'tests/browser/**'] },
  notebooks: { include: ['tests/notebooks/**/*.test.ts'] },
  // one file at a time: a browser, a server and a training fill two cores
  browser: { include: ['tests/browser/**/*.test.ts'], fileParallelism: false },
};

export default defineConfig({
  test: {
    pool: 'forks', // an engine is one per process, and its helpers are worker threads
    maxWorkers: 2,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    projects: Object.entries(suites).map(([name, suite]) => ({ extends: true as const, test: { name, ...suite } })),
  },
});
