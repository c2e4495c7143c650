import sharp from 'sharp';
import { framePhotograph, PHOTOGRAPH_SIDE } from '../data/frame-photograph';
import { loadPhotographs, type PhotographSource } from '../data/photographs';
import { loadPictures, TRAINED_STYLES } from '../data/pictures';
import { TILE_SIDE } from '../data/sprite-sheet';
import { takePictures } from '../data/take-pictures';
import { BACKBONE_FEATURES, type Backbone } from '../encoders/backbone';
import { type PictureKind, pictureKind } from '../encoders/picture-kind';
import { seededRandom } from '../engine/index';
import { softmaxRegression } from '../metrics/softmax-regression';

/** Drawings of each style that an encoder was trained on. */
const OF_EACH_STYLE = 150;
/** What large weights cost; see softmaxRegression. */
const PENALTY = 1e-3;

interface Examples {
  features: Float32Array;
  /** 1 for a photograph, 0 for a drawing. */
  photograph: number[];
}

/**
 * Fits the difference between photographs and drawings to the pictures that ship, without the styles that are held out. Drawings ship small
 * and photographs large: so that sharpness gives nothing away, every other photograph is shown once more, as small as a drawing.
 * @param options.without leave these photographs out, to measure on them
 */
export async function fitPictureKind(
  backbone: Backbone,
  { without, seed = 42 }: { without?: PhotographSource; seed?: number } = {},
): Promise<PictureKind> {
  const { features, photograph } = await examples(backbone, without, seed);
  const { rows, middle, spread } = scaled(features);
  const weights = softmaxRegression(rows, photograph, 2, PENALTY);
  // of two classes only the difference counts; the scale goes into the weights
  const own = new Float64Array(BACKBONE_FEATURES + 1);
  own[BACKBONE_FEATURES] = weights[2 * BACKBONE_FEATURES + 1] - weights[BACKBONE_FEATURES];
  for (let i = 0; i < BACKBONE_FEATURES; i++) {
    own[i] = (weights[BACKBONE_FEATURES + 1 + i] - weights[i]) / spread[i];
    own[BACKBONE_FEATURES] -= own[i] * middle[i];
  }
  return pictureKind(own);
}

async function examples(backbone: Backbone, without: PhotographSource | undefined, seed: number): Promise<Examples> {
  const random = seededRandom(seed);
  const features: Float32Array[] = [];
  const photograph: number[] = [];
  const see = async (pixels: Uint8Array, is: number) => {
    const seen = await backbone.features({ pixels, side: PHOTOGRAPH_SIDE });
    features.push(Float32Array.from(await seen.data()));
    photograph.push(is);
    seen.dispose();
  };
  for (const style of TRAINED_STYLES) {
    const pictures = await loadPictures(style);
    for (let i = 0; i < OF_EACH_STYLE; i++) {
      const { pixels } = takePictures(pictures, [random.integer(pictures.size)]);
      await see(await framePhotograph(await asPng(pixels, TILE_SIDE)), 0);
    }
  }
  for (const source of ['tuxpaint', 'gcompris'] as PhotographSource[]) {
    if (source === without) continue;
    const { pixels, size } = await loadPhotographs(source);
    for (let i = 0; i < size; i++) {
      const values = PHOTOGRAPH_SIDE * PHOTOGRAPH_SIDE * 3;
      const large = pixels.subarray(i * values, (i + 1) * values);
      await see(large, 1);
      if (i % 2 === 1) continue;
      const small = await sharp(await asPng(large, PHOTOGRAPH_SIDE))
        .resize(TILE_SIDE, TILE_SIDE)
        .png()
        .toBuffer();
      await see(await framePhotograph(small), 1);
    }
  }
  return { features: Float32Array.from(features.flatMap(row => Array.from(row))), photograph };
}

const asPng = (pixels: Uint8Array, side: number) =>
  sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();

/** Every feature with mean 0 and a standard deviation of 1. */
function scaled(features: Float32Array) {
  const n = features.length / BACKBONE_FEATURES;
  const middle = new Float64Array(BACKBONE_FEATURES);
  const spread = new Float64Array(BACKBONE_FEATURES);
  features.forEach((value, i) => {
    middle[i % BACKBONE_FEATURES] += value / n;
  });
  features.forEach((value, i) => {
    spread[i % BACKBONE_FEATURES] += (value - middle[i % BACKBONE_FEATURES]) ** 2 / n;
  });
  spread.forEach((variance, i) => {
    spread[i] = Math.sqrt(variance) || 1; // a feature that is never there
  });
  const rows = features.map((value, i) => (value - middle[i % BACKBONE_FEATURES]) / spread[i % BACKBONE_FEATURES]);
  return { rows, middle, spread };
}
