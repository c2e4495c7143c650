import { tf } from './index';
import { ownKernel } from './own-kernel';

export interface ValuesAbove {
  /** Where they are: row * width + column, rising. */
  places: Int32Array;
  values: Float32Array;
}

/**
 * The few values of a large matrix that are worth a look: those above what their row asks for, or above what their column does. The WASM
 * engine picks them out over all cores, and the rest is never copied.
 * @param matrix [n, width]
 * @param leastOfRow n numbers
 * @param leastOfColumn width numbers; by default columns ask for more than any value
 * @param columns which are looked at, by default all
 */
export async function valuesAbove(
  matrix: tf.Tensor2D,
  leastOfRow: Float32Array,
  leastOfColumn = new Float32Array(matrix.shape[1]).fill(Number.POSITIVE_INFINITY),
  columns: { from?: number; end?: number } = {},
): Promise<ValuesAbove> {
  const { from = 0, end = matrix.shape[1] } = columns;
  const picked = ownKernel('ValuesAbove', { matrix }, { leastOfRow, leastOfColumn, from, end });
  if (!picked) return pickAbove((await matrix.data()) as Float32Array, leastOfRow, leastOfColumn, from, end);
  const [places, values] = await Promise.all(picked.map(tensor => tensor.data()));
  tf.dispose(picked);
  return { places: places as Int32Array, values: values as Float32Array };
}

function pickAbove(
  all: Float32Array,
  leastOfRow: Float32Array,
  leastOfColumn: Float32Array,
  from: number,
  end: number,
): ValuesAbove {
  const width = leastOfColumn.length;
  const places: number[] = [];
  for (let row = 0; row < leastOfRow.length; row++) {
    const least = leastOfRow[row];
    for (let column = from; column < end; column++) {
      const value = all[row * width + column];
      if (value > least || value > leastOfColumn[column]) places.push(row * width + column);
    }
  }
  return { places: Int32Array.from(places), values: Float32Array.from(places, place => all[place]) };
}
