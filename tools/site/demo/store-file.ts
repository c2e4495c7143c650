import { type PackedTensor, type Precision, packWeights, unpackWeights } from '../../../lib/encoders/packed-weights';
import type { ItemDetails } from '../../../lib/search/stores/vector-store';
import { isPhotograph } from '../../search/items-of-concept';

/** Rows of unit length, in an order that the rest of the file knows. */
export interface StoredRows {
  rows: Float32Array;
  dim: number;
}

interface Head {
  content: unknown;
  tensors: PackedTensor[];
}

/**
 * Vectors and what they stand for, as one file: the length of the JSON that follows, in 4 bytes, then the JSON, then the rows: by default
 * in 8 bits a number, each row with its own scale.
 * @param content plain data
 */
export function writeStoreFile(
  content: unknown,
  rows: Record<string, StoredRows>,
  precision: Precision = 'int8',
): Uint8Array {
  const tensors = Object.entries(rows).map(([name, { rows: values, dim }]) => {
    // a scale belongs to a slice of the last axis
    return { name, shape: [dim, values.length / dim], values: turned(values, dim) };
  });
  const { bytes, index } = packWeights(tensors, () => precision);
  const head = new TextEncoder().encode(JSON.stringify({ content, tensors: index } satisfies Head));
  const file = new Uint8Array(4 + head.length + bytes.length);
  new DataView(file.buffer).setUint32(0, head.length, true);
  file.set(head, 4);
  file.set(bytes, 4 + head.length);
  return file;
}

/** What writeStoreFile wrote; rows are of unit length again. */
export function readStoreFile<Content>(file: Uint8Array): { content: Content; rows: Record<string, StoredRows> } {
  const end = 4 + new DataView(file.buffer, file.byteOffset).getUint32(0, true);
  const { content, tensors } = JSON.parse(new TextDecoder().decode(file.subarray(4, end))) as Head;
  const rows = unpackWeights(file.subarray(end), tensors).map(({ name, shape, values }) => {
    const [dim, count] = shape as [number, number];
    return [name, { rows: ofUnitLength(turned(values, count), dim), dim }] as const;
  });
  return { content: content as Content, rows: Object.fromEntries(rows) };
}

/** A matrix of so many columns, its rows as columns. */
function turned(values: Float32Array, columns: number): Float32Array {
  const rows = values.length / columns;
  const made = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) made[(i % columns) * rows + Math.floor(i / columns)] = values[i]!;
  return made;
}

function ofUnitLength(rows: Float32Array, dim: number): Float32Array {
  for (let start = 0; start < rows.length; start += dim) {
    const row = rows.subarray(start, start + dim);
    const length = Math.hypot(...row) || 1;
    for (let i = 0; i < dim; i++) row[i] = row[i]! / length;
  }
  return rows;
}

/** Something that the demo can find. */
export type DemoItem = Omit<ItemDetails, 'hash'> & { unseen: boolean };

/** Where its picture is. */
export interface PicturePlace {
  /** From the demo's folder. */
  file: string;
  /** Pictures of the file in a row, and rows; which one it is, row by row. */
  columns: number;
  rows: number;
  at: number;
}

const alone = (file: string): PicturePlace => ({ file, columns: 1, rows: 1, at: 0 });

/** Where the pictures of the concepts are, by the id of the item: drawings of one concept side by side, a photograph by itself. */
export function picturePlaces(items: readonly DemoItem[]): Map<string, PicturePlace> {
  const drawings = new Map<string, DemoItem[]>();
  const places = new Map<string, PicturePlace>();
  for (const item of items) {
    if (item.modality !== 'image') continue;
    if (isPhotograph(item)) places.set(item.id, alone(`photographs/${item.id.replace('/', '-')}.webp`));
    else drawings.set(item.label, [...(drawings.get(item.label) ?? []), item]);
  }
  for (const [label, side] of drawings) {
    side.forEach(({ id }, at) => {
      places.set(id, { file: `drawings/${label}.webp`, columns: side.length, rows: 1, at });
    });
  }
  return places;
}

/** Columns of the picture that holds all digits. */
export const DIGIT_COLUMNS = 50;
