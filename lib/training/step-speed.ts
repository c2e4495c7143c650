import { DIGIT_PIXELS } from '../data/digits';
import { digitEncoder } from '../encoders/digit-encoder';
import { digitNetwork } from '../encoders/digit-network';
import { seededRandom, tf } from '../engine/index';
import { infoNceLoss } from '../losses/info-nce';

/** Steps before the clock starts: kernels are compiled, memory is taken. */
const WARM_UP = 3;

/**
 * Times training steps as lesson 3 does them (its network, InfoNCE, Adam) on pictures of noise, on the engine that runs.
 * @param pairs pictures on either side of a step
 * @param seconds how long to go on, after the first few steps; at least five steps are timed
 * @returns the median of a step, in milliseconds, and the pictures a second that it comes to
 */
export async function stepSpeed({ pairs = 128, seconds = 3 } = {}): Promise<{ step: number; pictures: number }> {
  const random = seededRandom('step speed');
  const images = Float32Array.from({ length: 2 * pairs * DIGIT_PIXELS }, () => random.next());
  const encoder = digitEncoder(digitNetwork());
  const pictures = encoder.batch(
    images,
    Array.from({ length: 2 * pairs }, (_, i) => i),
  );
  const optimiser = tf.train.adam(1e-3);
  const step = async () => {
    const loss = optimiser.minimize(() => {
      const [left, right] = tf.split(encoder.forward(pictures, { training: true }), 2);
      return infoNceLoss(left as tf.Tensor2D, right as tf.Tensor2D, { temperature: 0.1 });
    }, true) as tf.Scalar;
    await loss.data();
    loss.dispose();
  };
  for (let i = 0; i < WARM_UP; i++) await step();
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  while (times.length < 5 || performance.now() < end) {
    const begin = performance.now();
    await step();
    times.push(performance.now() - begin);
  }
  tf.dispose(pictures);
  optimiser.dispose();
  encoder.dispose();
  const median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
  return { step: median, pictures: (2 * pairs * 1000) / median };
}
