import { bridgeToCpu } from './bridge';
import { type Context, isFloat } from './context';
import { withExplicitPadding } from './convolution';
import { poolGradientWindows, poolWindows, type Windows } from './windows';

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
    pool.run('maxPool', {
      total: s.n,
      chunk: s.chunk,
      countAt: 2,
      args: [address(x), address(y), s.n, ...sizes(s)],
      perChunk: { 0: s.x * 4 * s.chunk, 1: s.y * 4 * s.chunk },
    });
    return y;
  });

  replace('MaxPoolGrad', original => call => {
    const { dy, input: x, output: y } = call.inputs;
    const s = poolGradientWindows(tf, 'maxPool gradient', x.shape, dy, call.attrs);
    if (!isFloat(x, y, dy)) return original(withExplicitPadding(call, s.explicitPadding));
    const dx = backend.makeOutput(s.inShape, 'float32');
    pool.run('maxPoolGradient', {
      total: s.n,
      chunk: s.chunk,
      countAt: 4,
      args: [address(x), address(y), address(dy), address(dx), s.n, ...sizes(s)],
      perChunk: { 0: s.x * 4 * s.chunk, 1: s.y * 4 * s.chunk, 2: s.y * 4 * s.chunk, 3: s.x * 4 * s.chunk },
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
