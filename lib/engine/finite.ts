import { tf } from './index';

/**
 * A tensor's values without waiting, where the engine can give them at little cost, else undefined:
 * - wasm, cpu: always, for tensors lie in this process's memory (reading 256 x 64 numbers takes some microseconds);
 * - native: unless a gradient is being recorded, since inside a training step a read would make a GPU wait;
 * - webgpu: never, for nothing there can be read without waiting.
 */
export function valuesNow(tensor: tf.Tensor): ArrayLike<number> | undefined {
  const engine = tf.getBackend();
  const recording = tf.engine().state.gradientDepth > 0;
  const can = engine === 'wasm' || engine === 'cpu' || (engine === 'tensorflow' && !recording);
  return can ? tensor.dataSync() : undefined;
}
