import { CHUNKS, type Context, type Inputs, isFloat, type TensorInfo } from './context';

/** What a product or convolution ends with, in the place where its result lies: the arguments of the kernel `finish`. */
export interface Finish {
  /** Where the bias lies, one number a column; 0: there is none. */
  bias: number;
  /** Its place among `FINISHES`. */
  activation: number;
}

const FINISHES = ['linear', 'relu', 'relu6'];
export const UNFINISHED: Finish = { bias: 0, activation: 0 };
/** Values below which a second thread costs more than it brings. */
const SMALL = 65_536;

/**
 * A bias and an activation as a kernel can add them to its own result, or undefined where they are others than it knows.
 * @param columns of the result: the numbers of its last axis
 */
export function finishOf(
  { address }: Context,
  inputs: Inputs,
  activation: string,
  columns: number,
): Finish | undefined {
  const { bias, ...factors } = inputs;
  const place = FINISHES.indexOf(activation);
  const fits = bias === undefined || (isFloat(bias) && bias.shape.length === 1 && bias.shape[0] === columns);
  if (place < 0 || !fits || !isFloat(...Object.values(factors))) return undefined;
  return { bias: bias ? address(bias) : 0, activation: place };
}

/** Ends a result that its own kernel has left as it was. */
export function finish(
  { tf, pool, address }: Context,
  y: TensorInfo,
  { bias, activation }: Finish = UNFINISHED,
): TensorInfo {
  const size = tf.util.sizeFromShape(y.shape);
  const columns = y.shape[y.shape.length - 1];
  if ((!bias && !activation) || size === 0) return y;
  const chunk = Math.ceil(Math.max(size / CHUNKS, SMALL) / columns);
  pool.run('finish', {
    ...{ total: size / columns, chunk, countAt: 2 },
    args: [address(y), bias, size / columns, columns, activation],
    perChunk: { 0: chunk * columns * 4 },
  });
  return y;
}
