import { beforeAll, expect, test } from 'vitest';
import { loadFluentlessTower, loadTowers } from '../../lib/encoders/towers';
import { startEngine } from '../../lib/engine/index';
import { measureUnseen } from '../../lib/evaluation/measure-unseen';

beforeAll(() => startEngine());

/** A share of a checkpoint has four digits, and the engine's threads may move one query of a thousand. */
const near = (share: number) => expect.closeTo(share, 2);

test('the finished towers find as much as their checkpoints say', async () => {
  const { metrics } = await loadTowers();
  const found = Object.fromEntries((await measureUnseen('styles')).map(one => [one.name, one]));
  expect(found['name → twemoji'].at10).toEqual(near(metrics['name to twemoji, R@10']));
  expect(found['openmoji → name'].at1).toEqual(near(metrics['openmoji to name, R@1']));
  expect(found['caption → tuxpaint'].at10).toEqual(near(metrics['caption to photograph, R@10']));
});

test('concepts that were held out are asked among themselves, with and without a twin', async () => {
  const { metrics } = await loadTowers('unseen-concepts');
  const found = await measureUnseen('concepts');
  expect(found.map(({ name }) => name.replace(', no twin', ''))).toEqual([
    ...['hashed words', 'hashed words', 'sentence encoder', 'sentence encoder', 'both', 'both'],
  ]);
  const [all, alone] = found;
  expect(all).toMatchObject({ gallery: 188, queries: 188 });
  expect(all.at10).toEqual(near(metrics['name to twemoji, unseen concepts among themselves, R@10']));
  expect(alone).toMatchObject({ gallery: 188, queries: 102 });
  expect(alone.at10).toEqual(near(metrics['name to twemoji, unseen concepts without a twin in training, R@10']));
});

test('clips look for the drawing of their concept, beside raw pixels', async () => {
  const { metrics } = await loadFluentlessTower();
  const [frames, first] = await measureUnseen('clips');
  expect(frames.at10).toEqual(near(metrics['clip by its frames to noto, R@10']));
  expect(frames.raw!.at1).toEqual(near(metrics['clip by its raw frames to noto, R@1']));
  expect(first.at1).toEqual(near(metrics['clip by its first frame to noto, R@1']));
  expect(first.raw!.at10).toEqual(near(metrics['clip by its raw first frame to noto, R@10']));
});
