// Trains a small network and prints a hash of its weights: node train.ts [threads] [fused|unfused] [steps]
import { createHash } from 'node:crypto';
import { seededRandom, startEngine, tf } from '../../../lib/engine/index';

async function main([threads = '2', rounding = 'fused', steps = '4']: string[]) {
  await startEngine({ engine: 'wasm', threads: Number(threads), fused: rounding === 'fused' });
  const random = seededRandom(11);
  const draw = (shape: number[], scale: number) =>
    tf.tensor(
      Float32Array.from({ length: shape.reduce((product, n) => product * n, 1) }, () => scale * random.normal()),
      shape,
    );
  const images = draw([37, 12, 12, 3], 1) as tf.Tensor4D;
  const shapes = [[3, 3, 3, 16], [16], [3, 3, 16, 24], [216, 40]];
  const [filter, bias, second, dense] = shapes.map(shape => tf.variable(draw(shape, 0.1)));
  const lossOf = () => {
    const wide = tf.add(tf.conv2d(images, filter as tf.Tensor4D, 1, 'same'), bias) as tf.Tensor4D;
    const first = tf.relu(tf.maxPool(wide, 2, 2, 'same'));
    const pooled = tf.relu(tf.maxPool(tf.conv2d(first as tf.Tensor4D, second as tf.Tensor4D, 1, 'same'), 2, 2, 'same'));
    const rows = tf.matMul(tf.reshape(pooled, [37, 216]), dense as tf.Tensor2D);
    const unit = tf.div(rows, tf.norm(rows, 2, 1, true));
    const logits = tf.div(tf.matMul(unit as tf.Tensor2D, unit as tf.Tensor2D, false, true), 0.1);
    return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), tf.eye(37)), 1))) as tf.Scalar;
  };
  const optimizer = tf.train.adam(1e-3);
  for (let step = 0; step < Number(steps); step++) optimizer.minimize(lossOf);
  const hash = createHash('sha256');
  for (const weight of [filter, bias, second, dense]) hash.update(new Uint8Array((await weight.data()).buffer));
  console.log(hash.digest('hex').slice(0, 16));
} // and no process.exit: helper threads must not keep the process alive

main(process.argv.slice(2));
