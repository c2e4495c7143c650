/** A sound less its mean: without the constant part that some microphones and converters add, which is heard as nothing and looks loud. */
export function withoutOffset(samples: Float32Array): Float32Array {
  const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
  return samples.map(sample => sample - mean);
}
