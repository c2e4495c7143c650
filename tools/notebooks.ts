/**
 * `npm run notebooks`: writes notebooks/ from solutions/, which is what authors edit, with starters in place of
 * solutions (tools/notebooks/exercise.ts); clears outputs and the traces of a session in both. `-- --check` writes
 * nothing and fails where a file differs.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeAtomicallySync } from '../lib/data/atomic-file';
import { planNotebooks } from './notebooks/plan';
import { placeOf } from './places';

function main(): number {
  const { values } = parseArgs({ options: { check: { type: 'boolean' }, root: { type: 'string' } } });
  const root = placeOf(values.root ?? path.join(__dirname, '..'));
  const { changes, problems } = planNotebooks(root);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) {
    console.error(`${problems.length} to mend; nothing was written.`);
    return 1;
  }
  if (values.check) {
    for (const name of changes.keys())
      console.error(`${name} differs from what solutions/ says. Run: npm run notebooks`);
    if (changes.size === 0) console.log('notebooks/ and solutions/ agree.');
    return changes.size > 0 ? 1 : 0;
  }
  for (const [name, text] of changes) {
    writeAtomicallySync(path.join(root, name), text);
    console.log(`wrote ${name}`);
  }
  if (changes.size === 0) console.log('Nothing to do: notebooks/ and solutions/ agree.');
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
