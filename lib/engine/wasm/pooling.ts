import { bridgeToCpu } from './bridge';
import { type Context, isFloat } from './context';
import { withExplicitPadding } from './convolution';
import { poolGradientWindows, poolWindows, type Windows } from './windows';

/** Whether the windows are 2 x 2 pixels, side by side, and leave none over. */
const halves = ({ n, h, w, c, outH, outW, kh, kw, strideH, strideW }: Windows) =>
  kh === 2 &&
  kw === 2 &&
  strideH === 2 &&
  strideW === 2 &&
  h === 2 * outH &&
  w === 2 * outW &&
  c % 4 === 0 &&
  n * h * w * c > 0;

/**
 * Max pooling and its gradient, over all cores. The backend's own gradient takes the smallest positive float for minus infinity: a
 * window whose maximum is negative got none.
 */
export function registerPooling({ tf, backend, pool, address, replace }: Context): void {
  const sizes = (s: Windows) => [s.h, s.w, s.c, s.outH, s.outW, s.kh, s.kw, s.strideH, s.strideW, s.top, s.left];

  const wholeNumbers = bridgeToCpu(tf, 'MaxPool');

  replace('MaxPool', () => call => {
    const { x } = call.inputs;
    const s = poolWindows(tf, 'maxPool', x.shape, call.attrs);
    if (!isFloat(x)) return wholeNumbers(call);
    const y = backend.makeOutput(s.outShape, 'float32');
    const [from, to] = [s.x, s.y].map(size => size * 4 * s.chunk);
    if (halves(s)) {
      pool.run('halve', {
        ...{ total: s.n * s.outH, chunk: s.chunk * s.outH, countAt: 2 },
        args: [address(x), address(y), s.n * s.outH, s.outW, s.c],
        perChunk: { 0: from, 1: to },
      });
      return y;
    }
    pool.run('maxPool', {
      total: s.n,
      chunk: s.chunk,
      countAt: 2,
      args: [address(x), address(y), s.n, ...sizes(s)],
      perChunk: { 0: from, 1: to },
    });
    return y;
  });

  replace('MaxPoolGrad', original => call => {
    const { dy, input: x, output: y } = call.inputs;
    const s = poolGradientWindows(tf, 'maxPool gradient', x.shape, dy, call.attrs);
    if (!isFloat(x, y, dy)) return original(withExplicitPadding(call, s.explicitPadding));
    const dx = backend.makeOutput(s.inShape, 'float32');
    const tensors = [x, y, dy, dx].map(address);
    const perChunk = Object.fromEntries([s.x, s.y, s.y, s.x].map((size, i) => [i, size * 4 * s.chunk]));
    if (halves(s)) {
      pool.run('halveGradient', {
        ...{ total: s.n * s.outH, chunk: s.chunk * s.outH, countAt: 4 },
        args: [...tensors, s.n * s.outH, s.outW, s.c],
        perChunk,
      });
      return dx;
    }
    pool.run('maxPoolGradient', {
      total: s.n,
      chunk: s.chunk,
      countAt: 4,
      args: [...tensors, s.n, ...sizes(s)],
      perChunk,
    });
    return dx;
  });

  // The backend's own, with the padding in numbers: where TensorFlow.js rounds the output's size up, they went beyond it.
  replace('AvgPool', original => call => {
    const s = poolWindows(tf, 'avgPool', call.inputs.x.shape, call.attrs);
    return original(withExplicitPadding(call, s.explicitPadding));
  });

  replace('AvgPoolGrad', original => call => {
    const { dy, input } = call.inputs;
    const s = poolGradientWindows(tf, 'avgPool gradient', input.shape, dy, call.attrs);
    return original(withExplicitPadding(call, s.explicitPadding));
  });
}
