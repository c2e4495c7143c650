/**
 * `npm run train -- NAME [--ship] [--anew]`: the long runs behind the checkpoints in datasets/. A run keeps a checkpoint every hundred
 * steps in runs/NAME and goes on from there when it is started again; Ctrl-C stops it after the step under way. With --ship, the
 * finished encoders and what they score go into datasets/checkpoints/NAME.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startEngine } from '../lib/engine/index';
import { interruptSignal } from '../lib/notebook/interrupt';
import { progress } from '../lib/notebook/progress';
import { roundWeights, writeFinished } from '../lib/training/finish';
import { trainTowers } from '../lib/training/train-towers';
import { digitsRecipe } from './train/digits';
import type { Recipe } from './train/recipe';
import { soundsRecipe } from './train/sounds';
import { towersRecipe } from './train/towers';

const RECIPES: Record<string, Recipe> = {
  towers: towersRecipe('towers'),
  'unseen-concepts': towersRecipe('unseen-concepts'),
  'unseen-fluent': towersRecipe('unseen-fluent'),
  digits: digitsRecipe,
  sounds: soundsRecipe('sounds'),
  'sounds-to-words': soundsRecipe('sounds-to-words'),
  'sounds-leaky': soundsRecipe('sounds-leaky'),
};

const USAGE = `npm run train -- NAME [OPTION…]
  NAME     ${Object.keys(RECIPES).join(', ')}
  --ship   write the result to datasets/checkpoints/NAME
  --anew   start from the first step, whatever is in runs/NAME`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ship: { type: 'boolean' }, anew: { type: 'boolean' } },
  });
  const [name] = positionals;
  const recipe = RECIPES[name];
  if (!recipe || positionals.length > 1) {
    console.error(`${name ? `There is no run ${positionals.join(' ')}.` : 'Which run?'}\n${USAGE}`);
    return 2;
  }
  const engine = await startEngine();
  console.log(String(engine));
  const { towers, options, shipped, about, measure } = await recipe();
  const steps = options.steps!;
  const bar = progress(steps, { label: name, unit: 'steps' });
  const run = await trainTowers(towers, {
    ...options,
    checkpoints: path.join(__dirname, '..', 'runs', name),
    resume: !values.anew,
    signal: interruptSignal(),
    onStep: ({ step, loss }) => bar.update(step, `loss ${loss.toFixed(3)}`),
  });
  bar.update(run.steps);
  bar.finish();
  if (!run.finished) {
    console.log(`Stopped after step ${run.steps} of ${steps}. To go on: npm run train -- ${name}`);
    return 130;
  }
  await roundWeights(shipped);
  const metrics = await measure();
  for (const [what, value] of Object.entries(metrics)) console.log(`${what}: ${value}`);
  if (values.ship) {
    const { labels, pairs, ...plain } = options;
    const config = {
      ...about,
      ...(plain as Record<string, string | number>),
      seed: options.seed ?? 42,
      engine: engine.name,
    };
    await writeFinished({ name, config, metrics }, shipped);
    console.log(`wrote datasets/checkpoints/${name}`);
  }
  return 0;
}

main().then(
  status => {
    process.exitCode = status;
  },
  error => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
