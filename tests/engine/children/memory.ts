// Trains for 500 steps and prints what is alive, in the memory of tensors, on the WASM heap and in the process, early and late.
import { startEngine, tf } from '../../../lib/engine/index';

const measure = () => ({
  tensors: tf.memory().numTensors,
  bytes: tf.memory().numBytes,
  heap: (tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.length,
  process: process.memoryUsage().rss,
});

async function main() {
  await startEngine({ engine: 'wasm', seed: 1 });
  const images = tf.randomNormal([16, 16, 16, 1]) as tf.Tensor4D;
  const labels = tf.oneHot(tf.range(0, 16, 1, 'int32'), 16);
  const table = tf.variable(tf.randomNormal([100, 16]));
  const { layers } = tf;
  const model = tf.sequential({
    layers: [
      layers.conv2d({ inputShape: [16, 16, 1], filters: 8, kernelSize: 3, padding: 'same', activation: 'relu' }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.depthwiseConv2d({ kernelSize: 3 }),
      layers.batchNormalization(),
      layers.flatten(),
      layers.dropout({ rate: 0.2 }),
      layers.dense({ units: 16 }),
    ],
  });
  const optimizer = tf.train.adam(1e-3);
  const ids = tf.range(0, 16, 1, 'int32') as tf.Tensor1D;
  const step = () =>
    optimizer.minimize(() => {
      const logits = tf.add(model.apply(images, { training: true }) as tf.Tensor, tf.gather(table, ids));
      return tf.losses.softmaxCrossEntropy(labels, logits) as tf.Scalar;
    });
  step();
  const first = measure();
  for (let i = 0; i < 99; i++) step();
  const early = measure();
  for (let i = 0; i < 400; i++) step();
  console.log(JSON.stringify({ first, early, late: measure() }));
}

main();
