import type * as TensorFlow from '@tensorflow/tfjs';
import { type Attributes, CHUNKS, type TensorInfo } from './context';

type Shape4D = [number, number, number, number];
type Info = TensorFlow.backend_util.Conv2DInfo;
export type Padding =
  | 'same'
  | 'valid'
  | number
  | [[number, number], [number, number], [number, number], [number, number]];

/** The sizes of a 2-D convolution or pooling in NHWC: everything whose output looks at its input through a window. */
export interface Windows {
  n: number;
  h: number;
  w: number;
  c: number;
  outH: number;
  outW: number;
  d: number;
  kh: number;
  kw: number;
  strideH: number;
  strideW: number;
  top: number;
  left: number;
  /** Pictures a chunk. */
  chunk: number;
  /** Floats of one input picture, one output picture, one input picture with its padding, and the filter. */
  x: number;
  y: number;
  frame: number;
  filter: number;
  dilated: boolean;
  inShape: Shape4D;
  outShape: Shape4D;
  filterShape: Shape4D;
  /** The padding in numbers, just as much as the windows need: for kernels of the backend, which misread the other forms. */
  explicitPadding: Padding;
}

/** @throws Error for channels first, windows larger than the padded input, and padding that TensorFlow.js sizes wrongly */
export function convWindows(
  tf: typeof TensorFlow,
  op: string,
  xShape: number[],
  filterShape: number[],
  attrs: Attributes,
  depthwise = false,
): Windows {
  const { strides, dilations, pad, dimRoundingMode, dataFormat = 'NHWC' } = attrs;
  if (dataFormat !== 'NHWC') {
    throw new Error(
      `${op}: the data format is ${dataFormat}, expected NHWC (channels last) on the WASM engine; ` +
        'transpose the input with tf.transpose(x, [0, 2, 3, 1])',
    );
  }
  const info = tf.backend_util.computeConv2DInfo(
    xShape as Shape4D,
    filterShape as Shape4D,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    depthwise,
  );
  return windows(op, info, pad, dimRoundingMode);
}

/** @throws Error for windows larger than the padded input, and padding that TensorFlow.js sizes wrongly */
export function poolWindows(tf: typeof TensorFlow, op: string, xShape: number[], attrs: Attributes): Windows {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const info = tf.backend_util.computePool2DInfo(xShape as Shape4D, filterSize, strides, 1, pad, dimRoundingMode);
  return windows(op, info, pad, dimRoundingMode);
}

/**
 * The windows behind a gradient. TensorFlow.js does not pass on how the forward pooling rounded its output's size, so that is read
 * from the shape of dy.
 * @throws Error as `poolWindows` does, and if dy fits no rounding
 */
export function poolGradientWindows(
  tf: typeof TensorFlow,
  op: string,
  xShape: number[],
  dy: TensorInfo,
  attrs: Attributes,
): Windows {
  const fits = (['floor', 'ceil', 'round'] as const)
    .map(dimRoundingMode => poolWindows(tf, op, xShape, { ...attrs, dimRoundingMode }))
    .find(({ outShape }) => String(outShape) === String(dy.shape));
  if (fits) return fits;
  const s = poolWindows(tf, op, xShape, attrs);
  expectShape(op, 'dy', dy, s.outShape, "pass one of the output's shape");
  return s;
}

function windows(op: string, info: Info, pad: Padding, roundingMode?: 'floor' | 'round' | 'ceil'): Windows {
  const {
    batchSize: n,
    inHeight: h,
    inWidth: w,
    inChannels: c,
    outHeight: outH,
    outWidth: outW,
    outChannels: d,
  } = info;
  const { filterHeight: kh, filterWidth: kw, strideHeight: strideH, strideWidth: strideW } = info;
  const { effectiveFilterHeight: reachH, effectiveFilterWidth: reachW, padInfo } = info;
  const { top, left } = padInfo;
  if (outH < 0 || outW < 0 || reachH > h + top + padInfo.bottom || reachW > w + left + padInfo.right) {
    throw new Error(
      `${op}: the window of ${reachH} x ${reachW} is larger than the input of ${h} x ${w} with its padding (${describe(pad)}), ` +
        "expected one that fits; take a smaller kernel or padding 'same'",
    );
  }
  // tfjs-core works out the output's width from the kernel's height and the vertical stride where padding is one number
  if (typeof pad === 'number') {
    const width = round((w + 2 * pad - reachW) / strideW + 1, roundingMode);
    if (width !== outW) {
      throw new Error(
        `${op}: with a kernel of ${kh} x ${kw}, strides of ${strideH} and ${strideW} and padding ${pad}, TensorFlow.js makes the ` +
          `output ${outW} wide, expected ${width}; write the padding as [[0, 0], [${pad}, ${pad}], [${pad}, ${pad}], [0, 0]]`,
      );
    }
  }
  const after = (out: number, stride: number, reach: number, size: number, before: number) =>
    Math.max(0, (out - 1) * stride + reach - size - before);
  return {
    ...{ n, h, w, c, outH, outW, d, kh, kw, strideH, strideW, top, left },
    chunk: Math.max(1, Math.ceil(n / CHUNKS)),
    x: h * w * c,
    y: outH * outW * d,
    frame: ((outH - 1) * strideH + kh) * ((outW - 1) * strideW + kw) * c,
    filter: kh * kw * c * d,
    dilated: info.dilationHeight !== 1 || info.dilationWidth !== 1,
    inShape: [n, h, w, c],
    outShape: [n, outH, outW, d],
    filterShape: [kh, kw, c, d],
    explicitPadding: [
      [0, 0],
      [top, after(outH, strideH, reachH, h, top)],
      [left, after(outW, strideW, reachW, w, left)],
      [0, 0],
    ],
  };
}

/** @throws Error if a tensor has not the shape that the other sizes call for: the kernels would read beyond it */
export function expectShape(op: string, name: string, { shape }: TensorInfo, expected: number[], advice: string): void {
  if (String(shape) === String(expected)) return;
  throw new Error(`${op}: ${name} has the shape [${shape}], expected [${expected}]; ${advice}`);
}

const describe = (pad: Padding) => (typeof pad === 'object' ? JSON.stringify(pad) : pad);

function round(value: number, mode?: 'floor' | 'round' | 'ceil'): number {
  return mode ? Math[mode](value) : Math.trunc(value);
}
