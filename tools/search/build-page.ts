import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** A file of the page, kept in memory. */
export interface PageFile {
  /** '/' or '/assets/…'. */
  address: string;
  type: string;
  bytes: Buffer;
}

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** What index.html asks for, as it stands there. */
const ASKED_FOR = ['main.tsx', 'style.css', 'icon.svg'];

/**
 * Builds the page from its sources, which takes a moment, in whichever folder they are: also one with '#' or '%' in its name. Nothing is
 * written, so that two servers do not disturb each other.
 * @param folder where index.html and its sources are
 */
export async function buildPage(folder = path.join(__dirname, 'page')): Promise<PageFile[]> {
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    absWorkingDir: folder,
    entryPoints: ASKED_FOR.map(name => `./${name}`),
    outdir: '.',
    entryNames: 'assets/[name]-[hash]',
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    // the page's policy forbids data: and scripts within the page
    loader: { '.svg': 'copy' },
    tsconfigRaw: '{}',
    logLevel: 'warning',
  });
  const built = new Map(outputFiles.map(file => [path.basename(file.path), file.contents]));
  let html = await readFile(path.join(folder, 'index.html'), 'utf8');
  const assets = Object.entries(metafile.outputs).map(([output, { entryPoint, inputs }]) => {
    const name = path.basename(output);
    const source = path.basename(entryPoint ?? Object.keys(inputs)[0] ?? '');
    html = html.replace(`"./${source}"`, `"/assets/${name}"`);
    return { address: `/assets/${name}`, type: TYPES[path.extname(name)]!, bytes: Buffer.from(built.get(name)!) };
  });
  return [{ address: '/', type: 'text/html; charset=utf-8', bytes: Buffer.from(html) }, ...assets];
}
