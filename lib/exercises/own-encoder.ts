import { DIGIT_PIXELS, type Digits } from '../data/digits';
import { loadMnist } from '../data/mnist';
import { knnAccuracy } from '../metrics/knn';
import { type Exercise, type Finding, inWords, isPlainTensor, type PlainTensor } from './exercise';

const GALLERY = 4000;
const QUERIES = 1000;
/**
 * Raw pixels reach 91.4 %, a linear layer 88.5 %, the lesson's network 97.3 % after a hundred steps
 * (tests/exercises/own-encoder.slow.test.ts measures them again).
 */
const BAR = 0.95;

/** The pictures that are embedded, in one call: the gallery, then the queries. */
async function pictures(): Promise<{ gallery: Digits; queries: Digits }> {
  const [gallery, queries] = await Promise.all([
    loadMnist('train', { limit: GALLERY }),
    loadMnist('test', { limit: QUERIES }),
  ]);
  return { gallery, queries };
}

function checkRows(result: unknown, count: number): Finding | PlainTensor {
  const expected = `an embedding: a tensor of shape [${count}, dim]`;
  if (!isPlainTensor(result)) {
    return { got: inWords(result), expected, hint: 'Pass a function: images => encoder.embed(images).' };
  }
  if (result.shape.length !== 2 || result.shape[0] !== count) return { got: inWords(result), expected };
  const bad = result.values.findIndex(value => !Number.isFinite(value));
  if (bad >= 0) {
    return {
      got: `${result.values[bad]} in row ${Math.floor(bad / result.shape[1])}`,
      expected: 'finite numbers',
      hint: 'Training has run away: try a smaller learning rate.',
    };
  }
  return result;
}

export const ownEncoder: Exercise = {
  id: 'own-encoder',
  title: 'An encoder of your own',
  statement:
    `Build and train an encoder whose embedding of the digits gives a kNN accuracy (k = 20) of at least ${100 * BAR} %, ` +
    `with the first ${GALLERY.toLocaleString('en-US')} training digits as the gallery and the first ${QUERIES.toLocaleString('en-US')} test digits as queries.`,
  hints: [
    'A linear layer can only turn and stretch pixels. Convolutions see strokes wherever they are: start from the network of this lesson.',
    'Train it: one epoch over 12,800 digits (100 steps) with InfoNCE is enough if the network has convolutions.',
    'If the loss hardly falls, look at the temperature (0.1) and the learning rate (0.001), and train with positives: 1.',
  ],
  bounds: { cpuSeconds: 240, seconds: 300, megabytes: 1500, answerMegabytes: 32, repeated: false },
  why:
    'A stroke is the same stroke wherever it lies: a convolution learns it once and finds it everywhere, and ' +
    'pooling makes a shift of a pixel or two not matter. A linear layer has to learn every place anew, from the ' +
    'same 12,800 digits.',
  cases: [
    {
      name: 'a picture, three times',
      calls: async () => {
        const { images } = await loadMnist('test', { limit: 1 });
        return [[Float32Array.from({ length: 3 * DIGIT_PIXELS }, (_, i) => images[i % DIGIT_PIXELS])]];
      },
      judge: ([result]) => {
        const rows = checkRows(result, 3);
        if ('got' in rows) return rows;
        const dim = rows.shape[1];
        const apart = rows.values.some((value, i) => Math.abs(value - rows.values[i % dim]) > 1e-4);
        if (!apart) return undefined;
        return {
          got: 'three different rows for one picture',
          expected: 'the same picture has the same embedding each time',
          hint: 'Is dropout still on? encoder.embed turns it off.',
        };
      },
    },
    {
      name: `${QUERIES} test digits among ${GALLERY} training digits, k = 20`,
      calls: async () => {
        const { gallery, queries } = await pictures();
        const images = new Float32Array((GALLERY + QUERIES) * DIGIT_PIXELS);
        images.set(gallery.images);
        images.set(queries.images, GALLERY * DIGIT_PIXELS);
        return [[images]];
      },
      judge: async ([result]) => {
        const rows = checkRows(result, GALLERY + QUERIES);
        if ('got' in rows) return rows;
        const { gallery, queries } = await pictures();
        const dim = rows.shape[1];
        const accuracy = await knnAccuracy(
          { rows: rows.values.slice(0, GALLERY * dim), dim },
          gallery.labels,
          { rows: rows.values.slice(GALLERY * dim), dim },
          queries.labels,
        );
        if (accuracy >= BAR) return undefined;
        return { got: `a kNN accuracy of ${(100 * accuracy).toFixed(1)} %`, expected: `at least ${100 * BAR} %` };
      },
    },
  ],
};
