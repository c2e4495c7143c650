/**
 * Round numbers from just below the values to just above, from zero where the values come near it. Both ends carry a
 * label: panels side by side line up, and the axis says what it shows.
 */
export function roundTicks(values: number[]): number[] {
  let low = values.reduce((a, b) => Math.min(a, b));
  let high = values.reduce((a, b) => Math.max(a, b));
  if (low >= 0 && low < high * 0.4) low = 0;
  if (low === high) {
    const margin = Math.max(0.1, Math.abs(low) * 0.1);
    low -= margin;
    high += margin;
  }
  const magnitude = 10 ** Math.floor(Math.log10((high - low) / 5));
  const step = magnitude * [1, 2, 5, 10].find(factor => (high - low) / (factor * magnitude) <= 7)!;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Moves values apart until each is `gap` above the next lower one: labels that do not overlap. */
export function spread(values: number[], gap: number, bottom: number): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const placed = [...values];
  let floor = bottom;
  for (const i of order) {
    placed[i] = Math.max(values[i], floor);
    floor = placed[i] + gap;
  }
  return placed;
}
