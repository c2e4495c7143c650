import { type Attributes, CHUNKS, type Context, isFloat, type Kernel, toEight } from './context';
import { finish, UNFINISHED } from './finish';
import { productOf } from './products';
import { convWindows, expectShape, type Windows } from './windows';
import { createWinograd, suitsWinograd } from './winograd';

/** Products of a depthwise convolution below which a chunk is not worth a second thread. */
const FEW_PRODUCTS = 100_000;

/** Whether the convolution is the product of pixels by channels and the filter, as one of 1 x 1 taps is, and none of them is empty. */
const isProduct = ({ kh, kw, strideH, strideW, n, x, y, h, w, outH, outW }: Windows) =>
  kh === 1 && kw === 1 && strideH === 1 && strideW === 1 && h === outH && w === outW && n * x * y > 0;

/**
 * The 2-D convolution, and its gradients in the input (also `conv2dTranspose`) and in the filter, which the backend lacks.
 * Its own forward convolution is left in place for dilated filters only: it misreads padding 'same' when the stride exceeds the
 * kernel, and any padding when TensorFlow.js rounds the output's size up.
 */
export function registerConvolution(context: Context): void {
  const { tf, backend, pool, address, scratch, replace } = context;
  const { kernels } = pool;
  const winograd = createWinograd(context);

  replace('Conv2D', original => call => {
    const { x, filter } = call.inputs;
    const s = convWindows(tf, 'conv2d', x.shape, filter.shape, call.attrs);
    const { ending } = call.attrs;
    if (s.dilated || !isFloat(x, filter)) return finish(context, original(call), ending); // dilated filters have stride 1
    const y = backend.makeOutput(s.outShape, 'float32');
    if (s.y === 0) return y;
    if (suitsWinograd(s)) {
      winograd.forward(s, x, filter, y);
      return finish(context, y, ending);
    }
    if (isProduct(s)) {
      productOf(context, { m: s.n * s.h * s.w, n: s.d, k: s.c })(address(x), address(filter), address(y), ending);
      return y;
    }
    const depth = s.kh * s.kw * s.c;
    const [panels, frame] = scratch(depth * toEight(s.d), s.frame * pool.threads);
    kernels.pack(address(filter), panels, 1, depth, s.d, 0, s.d, 1);
    pool.run('conv', {
      total: s.n,
      chunk: s.chunk,
      countAt: 4,
      args: [
        ...[address(x), panels, address(y), frame, s.n, s.h, s.w, s.c, s.outH, s.outW, s.d],
        ...[s.kh, s.kw, s.strideH, s.strideW, s.top, s.left, 1, 1],
      ],
      perChunk: { 0: s.x * 4 * s.chunk, 2: s.y * 4 * s.chunk },
      perThread: { 3: s.frame * 4 },
    });
    return finish(context, y, ending);
  });

  // The gradient in the input is a convolution of dy, its pixels spread by the stride, with the filter turned by 180 degrees.
  replace('Conv2DBackpropInput', original => call => {
    const { dy, filter } = call.inputs;
    const s = convWindows(tf, 'conv2dTranspose', call.attrs.inputShape, filter.shape, call.attrs);
    expectShape('conv2dTranspose', 'the input', dy, s.outShape, `or give another output shape than [${s.inShape}]`);
    if (!isFloat(dy, filter)) return original(call);
    const dx = backend.makeOutput(s.inShape, 'float32');
    if (suitsWinograd(s)) {
      winograd.inputGradient(s, dy, filter, dx);
      return dx;
    }
    const frameSize = (s.h - 1 + s.kh) * (s.w - 1 + s.kw) * s.d;
    const [panels, frame] = scratch(s.kh * s.kw * s.d * toEight(s.c), frameSize * pool.threads);
    const lastTap = address(filter) + (s.kh * s.kw - 1) * s.c * s.d * 4;
    kernels.pack(lastTap, panels, s.kh * s.kw, s.d, s.c, -s.c * s.d, 1, s.d);
    pool.run('conv', {
      total: s.n,
      chunk: s.chunk,
      countAt: 4,
      args: [
        ...[address(dy), panels, address(dx), frame, s.n, s.outH, s.outW, s.d, s.h, s.w, s.c],
        ...[s.kh, s.kw, 1, 1, s.kh - 1 - s.top, s.kw - 1 - s.left, s.strideH, s.strideW],
      ],
      perChunk: { 0: s.y * 4 * s.chunk, 2: s.x * 4 * s.chunk },
      perThread: { 3: frameSize * 4 },
    });
    return dx;
  });

  replace('Conv2DBackpropFilter', original => call => {
    const { x, dy } = call.inputs;
    const s = convWindows(tf, 'conv2d gradient', x.shape, call.attrs.filterShape, call.attrs);
    expectShape('conv2d gradient', 'dy', dy, s.outShape, "pass one of the output's shape");
    if (!isFloat(x, dy)) return original(call);
    const dFilter = backend.makeOutput(s.filterShape, 'float32');
    if (suitsWinograd(s)) {
      winograd.filterGradient(s, x, dy, dFilter);
      return dFilter;
    }
    kernels.clear(address(dFilter), s.filter);
    if (s.y === 0) return dFilter;
    const packed = s.outH * s.outW * toEight(s.d);
    const chunks = Math.ceil(s.n / s.chunk);
    // One sum a chunk, then added up in order: the same numbers whichever thread took which chunk.
    const [panels, frame, sums] = scratch(packed * pool.threads, s.frame * pool.threads, s.filter * chunks);
    kernels.clear(sums, s.filter * chunks);
    pool.run('convFilterGradient', {
      total: s.n,
      chunk: s.chunk,
      countAt: 5,
      args: [
        ...[address(x), address(dy), sums, frame, panels, s.n, s.h, s.w, s.c, s.outH, s.outW, s.d],
        ...[s.kh, s.kw, s.strideH, s.strideW, s.top, s.left],
      ],
      perChunk: { 0: s.x * 4 * s.chunk, 1: s.y * 4 * s.chunk, 2: s.filter * 4 },
      perThread: { 3: s.frame * 4, 4: packed * 4 },
    });
    kernels.addRows(sums, address(dFilter), chunks, s.filter);
    return dFilter;
  });

  // The backend's own has the same faults, and takes channels first for channels last.
  replace('DepthwiseConv2dNative', original => call => {
    const { x, filter } = call.inputs;
    const s = convWindows(tf, 'depthwiseConv2d', x.shape, filter.shape, call.attrs, true);
    const { ending = UNFINISHED } = call.attrs;
    if (isFloat(x, filter) && !s.dilated && filter.shape[3] === 1 && s.n * s.y > 0) {
      const y = backend.makeOutput(s.outShape, 'float32');
      const total = s.n * s.outH;
      const chunk = Math.ceil(Math.max(total / (4 * CHUNKS), FEW_PRODUCTS / (s.outW * s.c * s.kh * s.kw)));
      pool.run('depthwise', {
        ...{ total, chunk, countAt: 3 },
        args: [
          ...[address(x), address(filter), address(y), total, 0, s.h, s.w, s.c, s.outH, s.outW],
          ...[s.kh, s.kw, s.strideH, s.strideW, s.top, s.left, ending.bias, ending.activation],
        ],
        perChunk: { 2: chunk * s.outW * s.c * 4, 4: chunk },
      });
      return y;
    }
    return finish(context, original(withExplicitPadding(call, s.explicitPadding)), ending);
  });
}

/** The same call with the padding in numbers that leave nothing to round. */
export function withExplicitPadding(call: Parameters<Kernel>[0], pad: unknown): Parameters<Kernel>[0] {
  const attrs: Attributes = { ...call.attrs, pad, dimRoundingMode: undefined };
  return { ...call, attrs };
}
