import { CHUNKS, type Context, isFloat, type TensorInfo, toEight } from './context';

/** Below so many values a second thread costs more than it brings. */
const SMALL = 65_536;

/**
 * The value-by-value steps that a large tensor meets in training, over all cores: a bias and its sum with others, ReLU and its
 * gradient, products. The numbers are those of the backend's own kernels, to the last bit; everything else is left to these.
 */
export function registerElementwise({ tf, backend, pool, address, replace }: Context): void {
  const sizeOf = (tensor: TensorInfo) => tf.util.sizeFromShape(tensor.shape);
  const isLarge = (...tensors: TensorInfo[]) => isFloat(...tensors) && sizeOf(tensors[0]) >= SMALL;

  /** Runs a kernel whose arguments are the addresses of equally large tensors, their size, and more. */
  function run(kernel: string, tensors: TensorInfo[], ...more: number[]): void {
    const total = sizeOf(tensors[0]);
    const chunk = toEight(total / CHUNKS);
    pool.run(kernel, {
      ...{ total, chunk, countAt: tensors.length },
      args: [...tensors.map(address), total, ...more],
      perChunk: Object.fromEntries(tensors.map((_, i) => [i, chunk * 4])),
    });
  }

  for (const [kernelName, kernel] of Object.entries({ Relu: 'relu', Relu6: 'relu6' })) {
    replace(kernelName, original => call => {
      const { x } = call.inputs;
      if (!isLarge(x)) return original(call);
      const y = backend.makeOutput(x.shape, 'float32');
      run(kernel, [x, y]);
      return y;
    });
  }

  replace('Step', original => call => {
    const { x } = call.inputs;
    // a job's arguments are whole numbers
    const { alpha } = call.attrs;
    if (!isLarge(x) || !Number.isInteger(alpha)) return original(call);
    const y = backend.makeOutput(x.shape, 'float32');
    run('step', [x, y], alpha);
    return y;
  });

  replace('Square', original => call => {
    const { x } = call.inputs;
    if (!isLarge(x)) return original(call);
    const y = backend.makeOutput(x.shape, 'float32');
    run('multiply', [x, x, y]);
    return y;
  });

  // of equally large tensors, or of one and a row of as many numbers as its last axis has
  for (const [kernelName, kernel] of Object.entries({ Add: 'add', Sub: 'subtract', Multiply: 'multiply' })) {
    replace(kernelName, original => call => {
      const { a, b } = call.inputs;
      if (!isLarge(a, b)) return original(call);
      const isAlike = tf.util.arraysEqual(a.shape, b.shape);
      const columns = sizeOf(b);
      const isRow = columns > 0 && b.shape.length <= a.shape.length && b.shape[b.shape.length - 1] === columns;
      if (!isAlike && (!isRow || a.shape[a.shape.length - 1] !== columns)) return original(call);
      const y = backend.makeOutput(a.shape, 'float32');
      if (isAlike) {
        run(kernel, [a, b, y]);
        return y;
      }
      const rows = sizeOf(a) / columns;
      const chunk = Math.ceil(rows / CHUNKS);
      pool.run(`${kernel}Row`, {
        ...{ total: rows, chunk, countAt: 3 },
        args: [address(a), address(b), address(y), rows, columns],
        perChunk: { 0: chunk * columns * 4, 2: chunk * columns * 4 },
      });
      return y;
    });
  }
}
