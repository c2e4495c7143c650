import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadFinished } from '../../lib/encoders/finished';
import { imageTower } from '../../lib/encoders/image-tower';
import { startEngine } from '../../lib/engine/index';
import { trainCommand as train } from './train-command';

const RUN = 'unseen-fluent'; // the smallest of the long runs
const STEPS = 12;
let folder: string;
let options: string[];

beforeAll(async () => {
  await startEngine();
  folder = await mkdtemp(join(tmpdir(), 'train-command-'));
  options = ['--runs', join(folder, 'runs')];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('npm run train', () => {
  test.each([
    [[], 'Which run?'],
    [['lions'], 'There is no run lions.'],
    [['constructor'], 'There is no run constructor.'],
    [['towers', 'digits'], 'There is no run towers digits.'],
    [['towers', '--steps', '0'], '--steps 0: expected a whole number of 1 or more.'],
    [['towers', '--steps', 'many'], '--steps many: expected a whole number of 1 or more.'],
    [['towers', '--to', 'elsewhere'], '--to says where to ship, and --ship that it is wanted: give both.'],
    [['towers', '--fast'], "Unknown option '--fast'"],
  ])('refuses %j and says what there is', async (args, problem) => {
    const { status, text } = await train(args);
    expect(text).toContain(problem);
    expect(text).toMatch(
      /npm run train -- NAME \[OPTION…\]\n {2}NAME +towers, unseen-concepts, .*digits, photographs, sounds/,
    );
    expect(status).toBe(2);
  });

  test('stops at Ctrl-C, goes on where it stopped, and ships what it then scores', async () => {
    const long = [RUN, '--steps', String(STEPS), ...options];
    let interrupted = false;
    const stopped = await train(long, (text, child) => {
      if (interrupted || !text.includes(`0 of ${STEPS} steps`)) return;
      interrupted = true;
      setTimeout(() => child.kill('SIGINT'), 700); // about three steps
    });
    expect(stopped.text).toMatch(/Stopped after step \d of 12\. To go on, give the same command again\./);
    expect(stopped.status).toBe(130);

    const shipped = await train([...long, '--ship', '--to', join(folder, 'checkpoints')]);
    expect(shipped.text).toMatch(/wrote .*checkpoints.unseen-fluent/);
    expect(shipped.status).toBe(0);
    const image = imageTower({ side: 32 });
    const { metrics, config } = await loadFinished('test', RUN, { image }, { folder: join(folder, 'checkpoints') });
    expect(config).toMatchObject({ steps: STEPS, seed: 42, side: 32, augmentation: 'light' });
    expect(config.data).toMatch(/^[0-9a-f]{64}$/);
    for (const [what, value] of Object.entries(metrics)) expect(shipped.text).toContain(`${what}: ${value}`);
    expect(Object.keys(metrics).length).toBeGreaterThan(2);

    // one that was never stopped ends with the same weights: the interrupt lost and repeated nothing
    const whole = [
      RUN,
      '--steps',
      String(STEPS),
      '--runs',
      join(folder, 'other'),
      '--ship',
      '--to',
      join(folder, 'whole'),
    ];
    expect((await train(whole)).status).toBe(0);
    const weights = (place: string) => readFile(join(folder, place, RUN, 'weights.bin'));
    expect((await weights('whole')).equals(await weights('checkpoints'))).toBe(true);
  });

  test('does not go on with the run of another recipe, and --anew begins it again', async () => {
    const shorter = [RUN, '--steps', '1', ...options];
    const refused = await train(shorter);
    expect(refused.text).toMatch(/steps/);
    expect(refused.status).toBe(1);
    const files = await readdir(join(folder, 'runs', RUN));
    expect(files.length).toBeGreaterThan(0); // what was there is still there
    const anew = await train([...shorter, '--anew']);
    expect(anew.text).toContain('1 of 1 steps');
    expect(anew.status).toBe(0);
  });
});
