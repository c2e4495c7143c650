/**
 * A fast Fourier transform of a fixed size: `transform(re, im)` replaces `size` complex numbers by their discrete Fourier
 * transform, in place. Radix 2, decimation in time (Cooley and Tukey, 1965), in double precision.
 * @throws RangeError unless size is a power of two from 2 on
 */
export function fft(size: number): (re: Float64Array, im: Float64Array) => void {
  const bits = Math.log2(size);
  if (!Number.isInteger(bits) || bits < 1)
    throw new RangeError(`fft: the size is ${size}, expected a power of two from 2 on`);
  const cosines = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sines = Float64Array.from({ length: size / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
  const reversed = new Uint32Array(size);
  for (let i = 1; i < size; i++) reversed[i] = (reversed[i >> 1] >> 1) | (i & 1 ? size >> 1 : 0);

  return (re, im) => {
    for (let i = 0; i < size; i++) {
      const j = reversed[i];
      if (j <= i) continue;
      [re[i], re[j]] = [re[j], re[i]];
      [im[i], im[j]] = [im[j], im[i]];
    }
    for (let half = 1; half < size; half *= 2) {
      const step = size / (2 * half);
      for (let start = 0; start < size; start += 2 * half) {
        for (let k = 0; k < half; k++) {
          const a = start + k;
          const b = a + half;
          const real = re[b] * cosines[k * step] - im[b] * sines[k * step];
          const imaginary = re[b] * sines[k * step] + im[b] * cosines[k * step];
          re[b] = re[a] - real;
          im[b] = im[a] - imaginary;
          re[a] += real;
          im[a] += imaginary;
        }
      }
    }
  };
}
