/**
 * One training step of two towers, an image tower on 256 pictures of 32 x 32 and a text tower on 256 short texts, as lesson 5 trains them
 * on larger pictures, beside PyTorch eager on the CPU: the same weights, pictures and texts, CLIP's loss, AdamW.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { imageTower } from '../lib/encoders/image-tower';
import { textFeatures } from '../lib/encoders/text-features';
import { textTower } from '../lib/encoders/text-tower';
import { seededRandom, startEngine, tf } from '../lib/engine/index';
import { clipLoss } from '../lib/losses/clip';
import { AdamW } from '../lib/training/adamw';
import { type Benchmark, FOLDER, readOptions } from './benchmark';
import { expectSameWork, torchSteps } from './engine';
import { beside, figureTable } from './figures';
import { startPeer, TORCH } from './python';
import { compare, contender } from './timing';

const DATA = join(FOLDER, 'towers-data');
const PAIRS = 256;
const SIDE = 32;
const BATCHES = 6;
/** Rows of the text tower's table, which features of a text share. */
const BUCKETS = 8192;
/** Words that a text is drawn from, and how many it has. */
const WORDS = 2000;
const LENGTH = 4;

export const benchmark: Benchmark = async args => {
  const { rounds, steps } = readOptions(args, { rounds: 8, steps: 6 });
  const engine = await startEngine();
  console.log(`${engine}\n`);
  const { pictures, texts } = draw();
  const [image, text] = [imageTower({ side: SIDE }), textTower({ buckets: BUCKETS })];
  const weights = [...image.weights, ...text.weights].filter(({ trainable }) => trainable);
  mkdirSync(DATA, { recursive: true });
  const values = weights.map(weight => Buffer.from(Float32Array.from(weight.dataSync()).buffer));
  writeFileSync(join(DATA, 'weights.bin'), Buffer.concat(values));
  const indices = Int32Array.from({ length: PAIRS }, (_, i) => i);
  const batches = pictures.map((pixels, i) => [
    image.batch({ pixels, side: SIDE }, indices),
    text.batch(texts[i], indices),
  ]);
  const ink = batches.map(([batch]) => Buffer.from(Float32Array.from(batch.dataSync()).buffer));
  writeFileSync(join(DATA, 'pictures.bin'), Buffer.concat(ink));
  const features = join(DATA, 'texts.json');
  writeFileSync(features, JSON.stringify(texts.map(batch => batch.map(one => [...textFeatures(one, BUCKETS)]))));
  const shapes = JSON.stringify(weights.map(({ shape }) => shape));
  const options = [DATA, shapes, features, String(SIDE), String(availableParallelism())];
  const torch = torchSteps(`${TORCH.name} eager, CPU`, startPeer(TORCH.python(), 'torch_towers.py', options));

  const optimiser = new AdamW({
    learningRate: 1e-3,
    weightDecay: 0.05,
    decayed: weights.filter(({ rank }) => rank >= 2),
  });
  const losses: number[] = [];
  const ours = contender('ours', async () => {
    const [drawn, written] = batches[losses.length % BATCHES];
    const lossOf = () => clipLoss(image.forward(drawn, { training: true }), text.forward(written, { training: true }));
    const loss = optimiser.minimize(lossOf, true, weights) as tf.Scalar;
    losses.push((await loss.data())[0]);
    loss.dispose();
  });
  try {
    const timings = await compare([ours, torch], rounds, steps);
    expectSameWork(losses, torch.losses);
    const what = `training step of two towers, ${PAIRS} pictures of ${SIDE} x ${SIDE} with their texts`;
    const figures = [beside({ what, unit: 'ms', headline: true }, timings[0], timings[1])];
    console.log(figureTable(figures));
    return { figures, engine };
  } finally {
    torch.peer.stop();
    optimiser.dispose();
    tf.dispose([batches, weights]);
  }
};

/** Noise for pictures and texts of random words: what is learned from them does not matter here. */
function draw(): { pictures: Uint8Array[]; texts: string[][] } {
  const random = seededRandom('bench towers');
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const words = Array.from({ length: WORDS }, () =>
    Array.from({ length: 3 + random.integer(6) }, () => letters[random.integer(letters.length)]).join(''),
  );
  const pictures = Array.from({ length: BATCHES }, () =>
    Uint8Array.from({ length: PAIRS * SIDE * SIDE * 3 }, () => random.integer(256)),
  );
  const texts = pictures.map(() =>
    Array.from({ length: PAIRS }, () => Array.from({ length: LENGTH }, () => words[random.integer(WORDS)]).join(' ')),
  );
  return { pictures, texts };
}
