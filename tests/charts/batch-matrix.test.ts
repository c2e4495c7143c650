import { describe, expect, test } from 'vitest';
import { batchMatrix } from '../../lib/charts/batch-matrix';
import { COSINE_RAMP, colourOf, PROBABILITY_RAMP } from '../../lib/charts/parts/colour-ramp';
import { stillSvg } from '../../lib/charts/render/still';
import { decodePng } from './decode-png';
import { drawn, type Item, itemsNamed } from './drawn';

/** Partners at 0.8; row i and column j else at a cosine of their own. */
const cosine = (i: number, j: number) => (i === j ? 0.8 : Math.round(100 * Math.sin(i * 12.9 + j * 4.1)) / 250);
const matrix = (n: number) => Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => cosine(i, j)));
const digits = (n: number) => Float32Array.from({ length: n * 784 }, (_, at) => (at % 28) / 28);

const pixelsOf = ({ url }: Item) => decodePng(Buffer.from(url!.split(',')[1]!, 'base64'));
const colourAt = (item: Item, x: number, y: number) => {
  const { values, width } = pixelsOf(item);
  return [...values.subarray(3 * (y * width + x), 3 * (y * width + x) + 3)];
};

describe('batchMatrix', () => {
  test('paints every cell with its cosine, rows as rows', async () => {
    const picture = await drawn(batchMatrix(matrix(6), { title: 'A batch' }));
    expect(picture.warnings).toEqual([]);
    const [image] = itemsNamed(picture, 'cosine picture') as [Item];
    const cell = image.width / 6;
    for (const [i, j] of [
      [0, 0],
      [0, 5],
      [5, 0],
      [3, 2],
    ] as const)
      expect(colourAt(image, (j + 0.5) * cell, (i + 0.5) * cell)).toEqual(colourOf(COSINE_RAMP, cosine(i, j)));
    expect(itemsNamed(picture, 'numbers')).toHaveLength(36);
    expect(picture.texts).toEqual(expect.arrayContaining(['A batch', 'anchors', 'their partners', 'cosine', '0.80']));
  });

  test('the buttons switch to probabilities: a softmax over each row', async () => {
    const chart = batchMatrix(matrix(6), { temperature: 0.2 });
    const picture = await drawn(chart, { shown: 'probability' });
    expect(picture.warnings).toEqual([]);
    expect(itemsNamed(picture, 'cosine picture')).toHaveLength(0);
    const cells = itemsNamed(picture, 'cells');
    const row = matrix(6)[2]!.map(value => Math.exp(value / 0.2));
    const total = row.reduce((a, b) => a + b);
    row.forEach((term, j) => {
      expect(cells[12 + j]!.datum.probability).toBeCloseTo(term / total, 4);
    });
    const [image] = itemsNamed(picture, 'probability picture') as [Item];
    expect(colourAt(image, 2.5 * (image.width / 6), 2.5 * (image.width / 6))).toEqual(
      colourOf(PROBABILITY_RAMP, row[2]! / total),
    );
    expect(picture.texts).toEqual(expect.arrayContaining(['probability in its row', (row[2]! / total).toFixed(2)]));
    expect(picture.texts).not.toContain('cosine');
  });

  test('hovering names the pair and gives both numbers', async () => {
    const chart = batchMatrix(matrix(3), { rows: ['a', 'b', 'c'], columns: ['x', 'y', 'z'], labels: [1, 2, 1] });
    const tooltips = itemsNamed(await drawn(chart), 'cells').map(cell => cell.tooltip!);
    expect(tooltips).toHaveLength(9);
    expect(tooltips[1]).toMatchObject({
      row: 'a',
      column: 'y',
      pair: 'negative',
      cosine: cosine(0, 1).toFixed(3).replace('-', '−'),
    });
    expect(tooltips[4]).toMatchObject({ row: 'b', column: 'y', pair: 'right: its own partner', cosine: '0.800' });
    expect(tooltips[2]).toMatchObject({ row: 'a', column: 'z', pair: 'false negative: same label' });
  });

  test('hovering names a pair by its labels, where its rows and columns have no names', async () => {
    const chart = batchMatrix(matrix(3), { labels: [3, 7, 8] });
    const tooltips = itemsNamed(await drawn(chart), 'cells').map(cell => cell.tooltip!);
    expect(tooltips[1]).toMatchObject({ title: 'a 3 and a 7', pair: 'negative' });
    expect(tooltips[8]).toMatchObject({ title: 'an 8 and an 8', pair: 'right: its own partner' });
    expect(tooltips[1]).not.toHaveProperty('row');
  });

  test('outlines the diagonal, and otherwise the false negatives, which a box hides', async () => {
    const chart = batchMatrix(matrix(4), { labels: [7, 1, 7, 1] });
    const picture = await drawn(chart);
    const squares = (name: string) => itemsNamed(picture, name)[0]!.path!.match(/M/g)!.length;
    expect(squares('right')).toBe(4);
    expect(squares('false negatives')).toBe(4);
    expect(itemsNamed(picture, 'right')[0]!.stroke).not.toBe(itemsNamed(picture, 'false negatives')[0]!.stroke);
    expect(itemsNamed(await drawn(chart, { marked: false }), 'false negatives')).toHaveLength(0);
    expect(picture.texts).toEqual(expect.arrayContaining(['right partner', 'false negative']));
    expect((await drawn(batchMatrix(matrix(4)))).texts).not.toContain('false negative');
  });

  test('gives the loss, what guessing would lose, and how many rows are right', async () => {
    const { texts } = await drawn(batchMatrix(matrix(8), { temperature: 0.5 }));
    const losses = matrix(8).map(
      (row, i) => Math.log(row.reduce((sum, s) => sum + Math.exp(s / 0.5), 0)) - row[i]! / 0.5,
    );
    const mean = losses.reduce((a, b) => a + b) / 8;
    expect(texts).toEqual(expect.arrayContaining([mean.toFixed(3), 'guessing: ln 8 = 2.08', '8 of 8 rows rank']));
  });

  test('puts pictures at rows and columns where cells are large enough', async () => {
    const pictures = { rows: digits(8), columns: digits(8) };
    const picture = await drawn(batchMatrix(matrix(8), { pictures }));
    const heads = picture.marks.filter(mark => mark.type === 'image' && !mark.name).flatMap(mark => mark.items);
    expect(heads.filter(head => head.width === 28)).toHaveLength(1);
    expect(heads.filter(head => head.height === 28)).toHaveLength(1);
    const matrixImage = itemsNamed(picture, 'cosine picture')[0]!;
    expect(heads.find(head => head.width === 28)!.height).toBe(matrixImage.height);
  });

  test('a batch of 128 is light, drawn whole, and fits on the page', async () => {
    const labels = Array.from({ length: 128 }, (_, i) => i % 10);
    const chart = batchMatrix(matrix(128), { labels });
    const picture = await drawn(chart);
    expect(picture.warnings).toEqual([]);
    expect(itemsNamed(picture, 'cells')).toHaveLength(128 * 128);
    expect((chart.spec as { width: number }).width).toBeLessThanOrEqual(636);
    expect(picture.texts).toEqual(expect.arrayContaining(['32', '96']));
    expect(JSON.stringify(chart.spec).length).toBeLessThan(400_000);
    const svg = await stillSvg(chart);
    expect(svg.length).toBeLessThan(300_000);
    expect(svg.match(/<image /g)!.length).toBeGreaterThanOrEqual(2);
  });

  test('says in words what it shows', () => {
    expect(batchMatrix(matrix(4), { title: 'A batch' }).description).toMatch(
      /^A batch\. A batch of 4 pairs as a matrix\. The right partner, on the diagonal: mean cosine 0\.80, others .* 4 of 4 rows/,
    );
  });

  test.each<[string, () => unknown, string]>([
    ['an empty matrix', () => batchMatrix([]), 'the matrix is empty'],
    ['a matrix that is not square', () => batchMatrix([[1, 0]]), 'row 0 of the matrix has 2 entries, expected 1'],
    ['NaN', () => batchMatrix([[Number.NaN]]), 'row 0 of the matrix[0] is NaN'],
    ['logits', () => batchMatrix([[9]]), 'do not divide by the temperature'],
    ['too large a batch', () => batchMatrix(matrix(257)), 'has 257 rows, expected at most 256'],
    ['too few names', () => batchMatrix(matrix(2), { rows: ['a'] }), 'rows has 1 entry, expected 2'],
    ['too few labels', () => batchMatrix(matrix(2), { labels: [1] }), 'labels has 1 entry, expected 2'],
    [
      'too few pictures',
      () => batchMatrix(matrix(2), { pictures: { rows: digits(1) } }),
      'pictures.rows has 1 entry, expected 2',
    ],
    [
      'a temperature of 0',
      () => batchMatrix(matrix(2), { temperature: 0 }),
      'temperature is 0, expected a number greater than 0',
    ],
  ])('refuses %s', (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});

describe('colourOf', () => {
  test('blends between the stops and ends with them', () => {
    const ramp = { domain: [0, 1] as [number, number], stops: ['#000000', '#64c8ff', '#ffffff'] };
    expect(colourOf(ramp, 0.25)).toEqual([50, 100, 128]);
    expect(colourOf(ramp, -1)).toEqual([0, 0, 0]);
    expect(colourOf(ramp, 0.5)).toEqual([100, 200, 255]);
    expect(colourOf(ramp, 7)).toEqual([255, 255, 255]);
  });
});
