import { tf } from '../engine/index';

export interface AdamWOptions {
  /** 0.001 by default. */
  learningRate?: number;
  /** The share of a weight that a step of learning rate 1 takes away; 0.01 by default. */
  weightDecay?: number;
  /** The weights that decay; gains, offsets and scales should not. */
  decayed: tf.Variable[];
}

/**
 * Adam whose weights decay by themselves, not through the gradient, where Adam would divide the decay away:
 *
 *     w <- w (1 - rate * decay) - rate * adam
 *
 * Loshchilov and Hutter (2019), https://arxiv.org/abs/1711.05101
 */
export class AdamW extends tf.AdamOptimizer {
  private readonly weightDecay: number;
  private readonly decayed: tf.Variable[];

  constructor({ learningRate = 1e-3, weightDecay = 0.01, decayed }: AdamWOptions) {
    super(learningRate, 0.9, 0.999);
    this.weightDecay = weightDecay;
    this.decayed = decayed;
  }

  /** The learning rate of the next step. */
  set rate(value: number) {
    this.learningRate = value;
  }

  override applyGradients(gradients: Parameters<tf.AdamOptimizer['applyGradients']>[0]): void {
    const keeps = 1 - this.learningRate * this.weightDecay;
    tf.tidy(() => {
      for (const weight of this.decayed) weight.assign(tf.mul(weight, keeps));
    });
    super.applyGradients(gradients);
  }
}

/**
 * The learning rate of a step: it rises in a straight line over the first steps and then falls along half a cosine to 0.
 * Loshchilov and Hutter (2017), https://arxiv.org/abs/1608.03983
 * @param step counted from 0
 * @param warmUp steps of the rise
 */
export function cosineRate(
  step: number,
  { steps, highest, warmUp }: { steps: number; highest: number; warmUp: number },
) {
  if (step < warmUp) return (highest * (step + 1)) / warmUp;
  return (highest / 2) * (1 + Math.cos((Math.PI * (step - warmUp)) / (steps - warmUp)));
}
