import path from 'node:path';
import type { Rollup } from 'vite';

/** A file of the page, kept in memory. */
export interface PageFile {
  /** '/' or '/assets/…'. */
  address: string;
  type: string;
  bytes: Buffer;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Builds the page from its sources, which takes about a second. Nothing is written, so that two servers do not disturb each other. */
export async function buildPage(): Promise<PageFile[]> {
  const { build } = await import('vite');
  const built = await build({
    root: path.join(__dirname, 'page'),
    configFile: false,
    logLevel: 'warn',
    esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
    // the page's policy forbids data: and scripts within the page
    build: { write: false, assetsInlineLimit: 0, modulePreload: false, target: 'es2022' },
  });
  return [built].flat().flatMap(one => ('output' in one ? one.output.map(pageFile) : []));
}

function pageFile(file: Rollup.OutputAsset | Rollup.OutputChunk): PageFile {
  const type = TYPES[path.extname(file.fileName)];
  if (!type)
    throw new Error(`buildPage: ${file.fileName} is of no known type, expected ${Object.keys(TYPES).join(', ')}`);
  return {
    address: file.fileName === 'index.html' ? '/' : `/${file.fileName}`,
    type,
    bytes: Buffer.from(file.type === 'chunk' ? file.code : file.source),
  };
}
