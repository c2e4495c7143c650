import type { KnipConfig } from 'knip';

/*
 * What nobody uses, and what is used and not declared. Two runs: `knip` looks at all of the project; `knip --production` takes only what
 * is marked with "!", so that what tests alone import from lib counts as unused. An export of lib that its tests cannot do without says
 * so: `@internal`, with the reason.
 */

const production = process.argv.includes('--production');

/** Started by their path or loaded by a name that is put together: no import leads to them. */
const STARTED = [
  'bench/{folder_index,projection_memory,search_store}.ts',
  'bench/onnx_peer.cjs',
  'lib/encoders/{pretrained-child,sentence-worker}.cjs',
  'lib/answers/local-writer-child.cjs',
  'lib/engine/{native,native-kernels,webgpu,webgpu-convolution}.cjs',
  'lib/engine/wasm/helper.cjs',
  'lib/search/folder/reader-child.ts',
  'tools/grade/{cells/reader.ts,walls/{child/main,compile}.cjs}',
  'tools/search/{page/main.tsx,upload-child.ts}',
  'tools/setup/lab-keys/remote-entry.cjs',
  'tools/site/demo/browser/{search,sentences,set-immediate,node/*}.ts',
  'tools/setup/step-speed.ts',
  'tools/site/{generator/config,theme/index}.ts',
];

/** What the course offers its readers, and no lesson calls. */
const OFFERED = [
  'lib/answers/open-answers.ts',
  'lib/charts/score-bars.ts',
  'lib/data/{find-digits,questions}.ts',
  'lib/evaluation/{asked-media,measure-answers}.ts',
  'lib/metrics/mean-reciprocal-rank.ts',
];

const USERS = ['{solutions,notebooks}/*.ipynb', 'tools/*.{ts,cjs}', 'bench/index.ts', ...STARTED, ...OFFERED];

const config: KnipConfig = {
  entry: [
    ...USERS.map(pattern => `${pattern}!`),
    'tests/engine/children/*.ts',
    'tests/exercises/mutants/child.ts!',
    'tests/{projection/print-layouts,search/folder/index-until-killed,search/stores/fill-disk,search/stores/index-until-killed,training/train-until-killed}.ts',
  ],
  project: ['{lib,tools,bench}/**/*.{ts,tsx,cjs}!', 'tests/**/*.ts', '!**/*.as.ts', '!**/*.as.ts!', '!**/fixtures/**'],
  // a type beside what takes or returns it: who calls that may need its name
  ignoreExportsUsedInFile: { interface: true, type: true },
  ignoreDependencies: [
    '@tslab/typescript-for-tslab', // tslab's own, found from where tslab is
    '@tensorflow/tfjs-backend-cpu', // in the text of a module that a test writes
  ],
  ignoreIssues: {
    // their tests load them by createRequire, which is not followed
    'tools/**/*.cjs': ['exports'],
    // a command's parts may be tested apart from it
    ...(production ? { '{tools,bench}/**/*.ts': ['exports', 'types'] } : {}),
  },
  compilers: { ipynb: programOf },
};

/** The code of a notebook, that of examples in its text included; the kernel runs it in the project's folder. */
function programOf(notebook: string): string {
  const { cells } = JSON.parse(notebook) as { cells: { cell_type: string; source: string | string[] }[] };
  const sources = cells.flatMap(({ cell_type: type, source }) => {
    const text = [source].flat().join('');
    return type === 'code' ? [text] : Array.from(text.matchAll(/^```ts\n(.*?)^```/gms), ([, code]) => code);
  });
  return sources.join('\n').replaceAll(" from './lib/", " from '../lib/");
}

export default config;
