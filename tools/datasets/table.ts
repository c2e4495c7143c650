import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A table that was written by eye: its lines, each as its cells.
 * @param name such as `stamps.tsv`, or with a folder within this one
 */
export const readTable = (name: string): string[][] =>
  readFileSync(join(__dirname, name), 'utf8')
    .trim()
    .split('\n')
    .map(line => line.split('\t'));
