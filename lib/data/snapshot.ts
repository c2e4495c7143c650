/** The embedding of a chosen set at one moment of a training. */
export interface Snapshot {
  /** Steps done. */
  step: number;
  /** n * dim numbers. */
  rows: Float32Array;
  dim: number;
}
