import path from 'node:path';
import type { Plugin } from 'esbuild';

/** The script of the search, from the demo's folder. */
export const SEARCH_SCRIPT = 'search.js';

const LIB = path.join(__dirname, '..', '..', '..', 'lib');
const BROWSER = path.join(__dirname, 'browser');

/** What stands in for parts of the course that a browser has not, or has otherwise. */
const STAND_INS = {
  [path.join(LIB, 'engine', 'index.ts')]: path.join(LIB, 'engine', 'browser.ts'),
  [path.join(LIB, 'encoders', 'sentences.ts')]: path.join(BROWSER, 'sentences.ts'),
};
const NODE: Record<string, string> = {
  'node:path': path.join(BROWSER, 'node', 'path.ts'),
  'node:crypto': path.join(BROWSER, 'node', 'crypto.ts'),
  'node:fs/promises': path.join(BROWSER, 'node', 'fs-promises.ts'),
};
/** Packages that run in a browser as well. */
const PACKAGES = ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm', 'pluralize'];
/** By these the course reads its own files. They get something in Node's place; whatever else needs Node must not be needed. */
const READERS = ['data/data-set', 'data/sealed-json', 'data/sha256', 'data/verified-file', 'encoders/finished'].map(
  name => `${path.join(LIB, ...name.split('/'))}.ts`,
);

/**
 * The search of the course compiled for a browser: `lib/encoders` and `lib/search` as they are, with little in place of Node.
 * @throws Error where something is reached that only Node has
 */
export async function bundleSearch(): Promise<Uint8Array> {
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    entryPoints: [path.join(BROWSER, 'search.ts')],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    inject: [path.join(BROWSER, 'set-immediate.ts')],
    // the folder of the data sets is seen from here
    define: { __dirname: '"/lib/data"' },
    plugins: [courseForBrowsers],
    tsconfigRaw: '{}',
    logLevel: 'warning',
  });
  const left = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path: name }) => name));
  if (left.length > 0) throw new Error(`the demo reaches ${left.join(', ')}, which a browser does not have`);
  return outputFiles[0]!.contents;
}

/** The files of the course do nothing but export: what a module has and nobody here needs is left out, and so is what it needs in turn. */
const courseForBrowsers: Plugin = {
  name: 'course for browsers',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ path: name, importer, resolveDir }) => {
      if (!importer.startsWith(LIB)) return undefined;
      const file = `${path.resolve(resolveDir, name)}.ts`;
      if (name.endsWith('.cjs')) return undefined;
      return { path: STAND_INS[file] ?? file, sideEffects: false };
    });
    onResolve({ filter: /^[^.]/ }, ({ path: name, importer }) => {
      if (!importer.startsWith(LIB) || PACKAGES.includes(name)) return undefined;
      const standIn = READERS.includes(importer) ? NODE[name] : undefined;
      return standIn ? { path: standIn, sideEffects: false } : { path: name, external: true, sideEffects: false };
    });
  },
};
