/** Shares as they stand in a checkpoint: four digits. */
export const share = (value: number): number => Math.round(value * 1e4) / 1e4;
