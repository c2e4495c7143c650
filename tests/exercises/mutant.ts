import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import * as digits from '../../lib/data/digits';
import * as mnist from '../../lib/data/mnist';
import * as engine from '../../lib/engine/index';
import * as seeds from '../../lib/engine/seeds';
import type { Exercise } from '../../lib/exercises/exercise';
import * as knn from '../../lib/metrics/knn';

const ROOT = path.resolve(__dirname, '..', '..');
const FOLDER = path.join(ROOT, 'lib', 'exercises');

/** A number that decides whether a result holds, by the line it stands in, and the same line with it loosened. */
export interface Mutation {
  /** In lib/exercises. */
  file: string;
  text: string;
  loosened: string;
}

/** What the cases import from outside lib/exercises is the one that is here: there is one engine. */
const SHARED: Record<string, unknown> = {
  '../data/digits': digits,
  '../data/mnist': mnist,
  '../engine/index': engine,
  '../engine/seeds': seeds,
  '../metrics/knn': knn,
};

/**
 * The exercise as it would be if one line of its source were another.
 * @throws Error when the line is not there exactly once
 */
export async function mutantOf(id: string, { file, text, loosened }: Mutation): Promise<Exercise> {
  const { outputFiles } = await build({
    entryPoints: [path.join(FOLDER, `${id}.ts`)],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    external: Object.keys(SHARED),
    plugins: [
      {
        name: 'one line of the source is another',
        setup({ onLoad }) {
          onLoad({ filter: new RegExp(`/lib/exercises/${file}$`) }, ({ path: name }) => {
            const parts = readFileSync(name, 'utf8').split(text);
            if (parts.length !== 2) throw new Error(`${file} has '${text}' ${parts.length - 1} times, expected once`);
            return { contents: parts.join(loosened), loader: 'ts' };
          });
        },
      },
    ],
  });
  const module = { exports: {} as Record<string, Exercise> };
  const shared = (name: string) => SHARED[name];
  new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, shared);
  const mutant = Object.values(module.exports).find(one => one.id === id);
  if (!mutant) throw new Error(`lib/exercises/${id}.ts exports no exercise '${id}'`);
  return mutant;
}
