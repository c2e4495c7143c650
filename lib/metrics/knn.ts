import { assertSameWidth, type Labels, type ReadRows, type Rows, readLabels, readRows } from '../engine/rows';
import { findNeighbours, type NeighbourOptions } from '../neighbours/nearest-neighbours';

/**
 * The label of every row of `test` by a vote of its k nearest rows of `train`, each with one vote. Between labels with as many
 * votes, the one with the nearest neighbour wins (scikit-learn takes the smallest label there, which favours small labels).
 * @param train [m, dim] with one label a row
 * @param test [n, dim]
 * @returns n labels
 * @throws RangeError as nearestNeighbours, and for labels of another length than their rows
 */
export async function knnPredict(
  train: Rows,
  trainLabels: Labels,
  test: Rows,
  options: NeighbourOptions = {},
): Promise<Int32Array> {
  return predict('knnPredict', await readLabelled('knnPredict', train, trainLabels, test), options);
}

/**
 * The share of `test` whose label a vote of its k nearest rows of `train` finds: how well an embedding separates the labels, with
 * nothing trained on top. See knnPredict for ties.
 *
 * 20 neighbours and the cosine are usual for contrastive embeddings (Wu et al. 2018, https://arxiv.org/abs/1805.01978, weigh the
 * votes by similarity; here every neighbour has one vote).
 * @param train [m, dim] with one label a row
 * @param test [n, dim] with one label a row; no row of it should be in train
 * @returns 0 to 1
 * @throws RangeError when the widths differ, labels have another length than their rows, k is no whole number from 1 to the number
 *   of rows in train, or a number is not finite
 */
export async function knnAccuracy(
  train: Rows,
  trainLabels: Labels,
  test: Rows,
  testLabels: Labels,
  options: NeighbourOptions = {},
): Promise<number> {
  const labelled = await readLabelled('knnAccuracy', train, trainLabels, test);
  const expected = await readLabels('knnAccuracy', 'testLabels', testLabels, labelled.testRows.n, 'test');
  const predicted = await predict('knnAccuracy', labelled, options);
  let right = 0;
  for (let i = 0; i < predicted.length; i++) if (predicted[i] === expected[i]) right++;
  return right / predicted.length;
}

interface Labelled {
  trainRows: ReadRows;
  trainLabels: ArrayLike<number>;
  testRows: ReadRows;
}

async function readLabelled(caller: string, train: Rows, labels: Labels, test: Rows): Promise<Labelled> {
  const trainRows = await readRows(caller, 'train', train);
  const testRows = await readRows(caller, 'test', test);
  assertSameWidth(caller, 'test', testRows, 'train', trainRows);
  const trainLabels = await readLabels(caller, 'trainLabels', labels, trainRows.n, 'train');
  return { trainRows, trainLabels, testRows };
}

async function predict(caller: string, labelled: Labelled, options: NeighbourOptions): Promise<Int32Array> {
  const { trainRows, trainLabels, testRows } = labelled;
  const { indices, k } = await findNeighbours(caller, 'train', trainRows, testRows, options);
  const predicted = new Int32Array(testRows.n);
  for (let i = 0; i < predicted.length; i++) {
    // A Map keeps its keys in the order of their first vote, and the nearest neighbour votes first.
    const votes = new Map<number, number>();
    for (let j = i * k; j < (i + 1) * k; j++) {
      const label = trainLabels[indices[j]];
      votes.set(label, (votes.get(label) ?? 0) + 1);
    }
    let most = 0;
    for (const [label, count] of votes) {
      if (count > most) {
        most = count;
        predicted[i] = label;
      }
    }
  }
  return predicted;
}
