/**
 * `npm run train -- NAME [OPTION…]`: the long runs behind the checkpoints in datasets/. A run keeps a checkpoint every hundred
 * steps in runs/NAME and goes on from there when it is started again; Ctrl-C stops it after the step under way. With --ship, the
 * finished encoders and what they score go into datasets/checkpoints/NAME; a run that only measures writes datasets/figures/NAME.json.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CHECKPOINTS } from '../lib/encoders/finished';
import { startEngine } from '../lib/engine/index';
import { interruptSignal } from '../lib/notebook/interrupt';
import { progress } from '../lib/notebook/progress';
import { roundWeights, writeFinished } from '../lib/training/finish';
import { trainTowers } from '../lib/training/train-towers';
import { asTyped, placeOf } from './places';
import { allPassagesRecipe } from './train/all-passages';
import { digitsRecipe } from './train/digits';
import { fewLabelsRecipe } from './train/few-labels';
import { type FiguresRecipe, writeFigures } from './train/figures';
import { lossesRecipe } from './train/losses';
import { photographsRecipe } from './train/photographs';
import type { Recipe } from './train/recipe';
import { soundsRecipe } from './train/sounds';
import { towersRecipe } from './train/towers';
import { writtenAnswersRecipe } from './train/written-answers';

const RECIPES: Record<string, Recipe> = {
  towers: towersRecipe('towers'),
  'unseen-concepts': towersRecipe('unseen-concepts'),
  'unseen-fluent': towersRecipe('unseen-fluent'),
  digits: digitsRecipe,
  photographs: photographsRecipe,
  sounds: soundsRecipe('sounds'),
  'sounds-to-words': soundsRecipe('sounds-to-words'),
  'sounds-leaky': soundsRecipe('sounds-leaky'),
};

/** What only measures. */
const FIGURES: Record<string, FiguresRecipe> = {
  'all-passages': allPassagesRecipe,
  'few-labels': fewLabelsRecipe,
  losses: lossesRecipe,
  'written-answers': writtenAnswersRecipe,
};

const NAMES = [...Object.keys(RECIPES), ...Object.keys(FIGURES)];

const USAGE = `npm run train -- NAME [OPTION…]
  NAME            ${NAMES.join(', ')}
  --ship          write the result to datasets/checkpoints/NAME, or datasets/figures/NAME.json
  --anew          start from the first step, whatever is in runs/NAME
  --steps N       train for N steps, not for as many as the recipe says
  --runs FOLDER   keep the run in FOLDER/NAME (runs)
  --to FOLDER     ship to FOLDER, not to datasets/checkpoints or datasets/figures`;

/** What was asked for; undefined after saying what is wrong with it. */
function command() {
  const refuse = (problem: string) => {
    console.error(`${problem}\n${USAGE}`);
    return undefined;
  };
  const [flag, text] = [{ type: 'boolean' }, { type: 'string' }] as const;
  const parse = () =>
    parseArgs({ allowPositionals: true, options: { ship: flag, anew: flag, steps: text, runs: text, to: text } });
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse();
  } catch (error) {
    return refuse((error as Error).message);
  }
  const { ship, anew, steps, runs = path.join(__dirname, '..', 'runs'), to } = parsed.values;
  const [name, ...more] = parsed.positionals;
  if (name === undefined) return refuse('Which run?');
  if (!NAMES.includes(name) || more.length > 0) {
    return refuse(`There is no run ${parsed.positionals.join(' ')}.`);
  }
  if (steps !== undefined && !/^[1-9]\d{0,6}$/.test(steps)) {
    return refuse(`--steps ${steps}: expected a whole number of 1 or more.`);
  }
  if (to !== undefined && !ship) return refuse('--to says where to ship, and --ship that it is wanted: give both.');
  return { name, ship, anew, steps: steps === undefined ? undefined : Number(steps), runs: placeOf(runs), to };
}

type Asked = NonNullable<ReturnType<typeof command>>;

async function main(): Promise<number> {
  const asked = command();
  if (!asked) return 2;
  const engine = await startEngine();
  console.log(String(engine));
  return Object.hasOwn(FIGURES, asked.name) ? measureFigures(asked) : trainEncoders(asked, engine.name);
}

async function trainEncoders(asked: Asked, engine: string): Promise<number> {
  const { name } = asked;
  const { towers, options, shipped, about, measure } = await RECIPES[name]();
  const steps = asked.steps ?? options.steps!;
  const signal = interruptSignal();
  const bar = progress(steps, { label: name, unit: 'steps' });
  const run = await trainTowers(towers, {
    ...options,
    steps,
    checkpoints: path.join(asked.runs, name),
    resume: !asked.anew,
    signal,
    onStep: ({ step, loss }) => bar.update(step, `loss ${loss.toFixed(3)}`),
  });
  bar.update(run.steps);
  bar.finish();
  if (!run.finished) return stopped(run.steps, steps);
  await roundWeights(shipped);
  const metrics = await measure();
  for (const [what, value] of Object.entries(metrics)) console.log(`${what}: ${value}`);
  if (asked.ship) {
    const { labels, pairs, ...plain } = options;
    const config = {
      ...about,
      ...(plain as Record<string, string | number>),
      steps,
      seed: options.seed ?? 42,
      engine,
    };
    const folder = placeOf(asked.to ?? CHECKPOINTS);
    await writeFinished({ name, config, metrics }, shipped, folder);
    console.log(`wrote ${asTyped(path.join(folder, name))}`);
  }
  return 0;
}

async function measureFigures({ name, runs, anew, ship, to, steps: shorter }: Asked): Promise<number> {
  const recipe = FIGURES[name];
  const steps = shorter ?? recipe.steps;
  const all = recipe.trainings * steps;
  const bar = progress(all, { label: name, unit: 'steps' });
  let done = 0;
  const figures = await recipe.measure({
    runs: path.join(runs, name),
    steps,
    resume: !anew,
    signal: interruptSignal(),
    onStep: (step, loss) => {
      done = step;
      bar.update(step, `loss ${loss.toFixed(3)}`);
    },
  });
  bar.finish();
  if (!figures) return stopped(done, all);
  for (const row of figures.rows) console.log(JSON.stringify(row));
  if (ship) console.log(`wrote ${asTyped(await writeFigures(name, figures, to && placeOf(to)))}`);
  return 0;
}

/** Says how far an interrupted run has come. */
function stopped(step: number, steps: number): number {
  console.log(`Stopped after step ${step} of ${steps}. To go on, give the same command again.`);
  return 130;
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
