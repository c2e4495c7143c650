import { DIGIT_PIXELS, DIGIT_SIDE } from './digits';
import type { PictureItems } from './picture-items';
import { type PixelSize, type Pixels, resizePixels } from './resize-pixels';

/** The longer side of a digit's box within its picture, in pixels. */
const BOX = 20;
/** From how much ink on, 0 to 1, a pixel belongs to the digit. */
const INK = 0.2;

/**
 * A digit that somebody drew, brought into the form of MNIST's: dark on light or light on dark, cut out, fitted into 20 x 20 pixels without
 * a change of its proportions, and put into 28 x 28 with its centre of mass in the middle (LeCun, Bottou, Bengio and Haffner, 1998).
 * @param picture one picture, of any side
 * @returns dark ink on white paper, as `digitPicture` gives
 * @throws Error when nothing is drawn on it
 */
export function drawnDigit({ pixels, side }: PictureItems): PictureItems {
  const ink = inkOf(pixels, side);
  const box = boxOf(ink, side);
  const scale = BOX / Math.max(box.width, box.height);
  const size = {
    width: Math.max(1, Math.round(box.width * scale)),
    height: Math.max(1, Math.round(box.height * scale)),
  };
  const small = resizePixels(cutOut(ink, side, box), size);
  return centred(small.values, size);
}

/** How much ink is on each pixel, 0 to 255: whatever the border has is paper. */
function inkOf(pixels: Uint8Array, side: number): Uint8Array {
  const grey = Uint8Array.from({ length: side * side }, (_, i) =>
    Math.round((pixels[3 * i] + pixels[3 * i + 1] + pixels[3 * i + 2]) / 3),
  );
  const border = [...grey.keys()].filter(i => i < side || i >= side * (side - 1) || i % side === 0);
  const paper = border.reduce((sum, i) => sum + grey[i], 0) / border.length;
  const most = grey.reduce((largest, value) => Math.max(largest, Math.abs(value - paper)), 1);
  return grey.map(value => {
    const distance = paper > 127 ? paper - value : value - paper;
    return Math.round((255 * Math.max(0, distance)) / Math.max(most, 32));
  });
}

interface Box extends PixelSize {
  left: number;
  top: number;
}

function boxOf(ink: Uint8Array, side: number): Box {
  const [xs, ys] = [new Set<number>(), new Set<number>()];
  ink.forEach((value, i) => {
    if (value < 255 * INK) return;
    xs.add(i % side);
    ys.add(Math.floor(i / side));
  });
  if (xs.size === 0) {
    throw new Error(
      'drawnDigit: nothing is drawn on the picture, expected one digit; draw it in the middle, and large',
    );
  }
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left + 1, height: Math.max(...ys) - top + 1 };
}

function cutOut(ink: Uint8Array, side: number, { left, top, width, height }: Box): Pixels {
  const values = Uint8Array.from(
    { length: width * height },
    (_, i) => ink[(top + Math.floor(i / width)) * side + left + (i % width)],
  );
  return { values, width, height, channels: 1 };
}

function centred(ink: Uint8Array, { width, height }: PixelSize): PictureItems {
  let [mass, x, y] = [0, 0, 0];
  ink.forEach((value, i) => {
    mass += value;
    x += value * (i % width);
    y += value * Math.floor(i / width);
  });
  const place = (centre: number, length: number) =>
    Math.min(DIGIT_SIDE - length, Math.max(0, Math.round((DIGIT_SIDE - 1) / 2 - centre)));
  const [left, top] = [place(x / mass, width), place(y / mass, height)];
  const pixels = new Uint8Array(3 * DIGIT_PIXELS).fill(255);
  ink.forEach((value, i) => {
    const at = 3 * ((top + Math.floor(i / width)) * DIGIT_SIDE + left + (i % width));
    pixels.fill(255 - value, at, at + 3);
  });
  return { pixels, side: DIGIT_SIDE };
}
