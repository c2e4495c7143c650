import { loadFigures, spreadOf } from './figures';

export interface FewLabelsTableOptions {
  /** Which figures: of the linear probe, or of the nearest labelled digit. */
  by?: 'probe' | 'kNN';
  folder?: string;
}

/**
 * What `npm run train -- few-labels` measured, a row an embedding: the share of the test digits that are read right with so many labels a
 * digit, the mean over the seeds and, in brackets, the lowest and the highest of them.
 * A dash stands where nothing was measured.
 * @throws Error as loadFigures does
 */
export async function fewLabelsTable({
  by = 'probe',
  folder,
}: FewLabelsTableOptions = {}): Promise<Record<string, string>[]> {
  const { rows } = await loadFigures('few-labels', { folder });
  const embeddings = [...new Set(rows.map(({ embedding }) => String(embedding)))];
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))].filter(column => column.startsWith(`${by}, `));
  return embeddings.map(embedding => {
    const seeds = rows.filter(row => row.embedding === embedding);
    const cells = columns.map(column => {
      const measured = column in seeds[0];
      return [columnName(column), measured ? spread(seeds.map(row => Number(row[column]))) : '–'];
    });
    return { embedding, ...Object.fromEntries(cells) };
  });
}

/** 'probe, 10' is of ten labels a digit; 'kNN, all' of all training digits, and of 20 neighbours. */
const columnName = (column: string) => {
  const [, labels] = column.split(', ');
  return labels === '1' ? '1 label a digit' : `${labels} labels`;
};

function spread(shares: number[]): string {
  const { mean, low, high } = spreadOf(shares.map(share => 100 * share));
  return `${mean.toFixed(1)} % (${low.toFixed(1)} to ${high.toFixed(1)})`;
}
