import { countDigits, requireFinite, requireLength, requireSome } from './input/checks';
import { batchHeads, type HeadLayout, type HeadsInput } from './parts/batch-heads';
import { COSINE_RAMP, type ColourRamp, colourOf, isDark, PROBABILITY_RAMP } from './parts/colour-ramp';
import { fixedPadding, fixedTitle, INK, MUTED, SERIES_COLOURS, sentence, vegaChart } from './parts/theme';
import type { Chart } from './render/chart';
import { encodePng, pngDataUri } from './render/png';

export interface BatchMatrixOptions {
  /** What each row and each column is; their numbers by default. */
  rows?: ArrayLike<string | number>;
  columns?: ArrayLike<string | number>;
  /** A class a row (and its column): pairs off the diagonal that share one are marked as false negatives. */
  labels?: ArrayLike<string | number>;
  /** Digits beside the rows and above the columns, n * 784 values each. */
  pictures?: { rows?: ArrayLike<number>; columns?: ArrayLike<number> };
  /** Divides the cosines before the softmax of a row; 0.1 by default. */
  temperature?: number;
  title?: string;
  /** What rows and columns are called on the axes. */
  rowTitle?: string;
  columnTitle?: string;
}

type Kind = 'right' | 'negative' | 'false negative';

const FALSE_COLOUR = SERIES_COLOURS[3];
const WIDTH = 636;
/** The legend, at the right. */
const SIDE = 168;
/** A larger batch does not fit on the page. */
const LARGEST = 256;
/** Up to so many rows, a cell carries its number. */
const MOST_NUMBERS = 10;

/**
 * A batch as a matrix: row i's own partner is column i, on the diagonal; everything else in its row is a negative. Radio buttons switch
 * between the cosines and the probabilities that a softmax over each row makes of them.
 * @param similarities n rows of n cosines, up to 256
 * @throws RangeError for a matrix that is empty, not square or too large, for what is no cosine, names, labels or pictures of another
 *   number than rows, or a temperature that is not above 0
 */
export function batchMatrix(similarities: ArrayLike<number>[], options: BatchMatrixOptions = {}): Chart {
  const { temperature = 0.1, title } = options;
  const n = checkMatrix(similarities, options);
  const cosines = similarities.flatMap(row => Array.from(row, cosine => Number(cosine.toFixed(4))));
  const totals = Array.from({ length: n }, (_, i) => logSumExp(cosines.slice(i * n, (i + 1) * n), temperature));
  const probabilities = cosines.map((cosine, k) => Math.exp(cosine / temperature - totals[Math.floor(k / n)]));
  const kinds = cosines.map((_, k) => kindOf(Math.floor(k / n), k % n, options.labels));
  const { losses, found } = measure(cosines, totals, { n, temperature });

  const names = { rows: namesOf('row', n, options.rows), columns: namesOf('column', n, options.columns) };
  const heads: HeadsInput = {
    n,
    rowNames: options.rows && names.rows,
    columnNames: options.columns && names.columns,
    pictures: options.pictures ?? {},
    rowTitle: options.rowTitle ?? 'anchors',
    columnTitle: options.columnTitle ?? 'their partners',
    room: WIDTH - SIDE,
  };
  const { layout, marks: headMarks } = batchHeads(heads);
  const { cell, left, top } = layout;
  const side = n * cell;
  const pictures = [
    matrixPicture(cosines, COSINE_RAMP, layout, n),
    matrixPicture(probabilities, PROBABILITY_RAMP, layout, n),
  ];
  const hasFalse = kinds.includes('false negative');
  const height = top + Math.max(side, hasFalse ? 250 : 210);

  return vegaChart(
    {
      width: left + side + SIDE,
      height,
      autosize: 'none',
      padding: fixedPadding(title),
      signals: [
        { name: 'shown', value: 'cosine', bind: { input: 'radio', name: 'show ', options: ['cosine', 'probability'] } },
        ...(hasFalse
          ? [{ name: 'marked', value: true, bind: { input: 'checkbox', name: 'mark false negatives ' } }]
          : []),
        { name: 'cosines', value: cosines },
        { name: 'totals', value: totals.map(total => Number(total.toFixed(6))) },
        { name: 'names', value: names },
        { name: 'kinds', value: kinds.map(kind => kind[0]).join('') },
        {
          name: 'pointed',
          value: null,
          on: [
            { events: '@cells:mouseover', update: 'datum' },
            { events: '@cells:mouseout', update: 'null' },
          ],
        },
      ],
      data: [{ name: 'pairs', transform: cellTransforms(n, temperature) }],
      marks: [
        ...fixedTitle(title),
        ...headMarks,
        {
          type: 'group',
          encode: { enter: { x: { value: left }, y: { value: top }, width: { value: side }, height: { value: side } } },
          marks: [
            ...pictures.map((url, i) => ({
              name: i === 0 ? 'cosine picture' : 'probability picture',
              type: 'image',
              interactive: false,
              aria: false,
              smooth: false,
              encode: {
                enter: { url: { value: url }, width: { value: side }, height: { value: side } },
                update: { opacity: { signal: `shown === '${i === 0 ? 'cosine' : 'probability'}' ? 1 : 0` } },
              },
            })),
            ...(n <= MOST_NUMBERS ? [numbers(cell)] : []),
            outline('right', diagonalPath(n, cell), { stroke: INK, strokeWidth: cell >= 12 ? 2 : 1 }),
            ...(hasFalse
              ? [
                  outline(
                    'false negatives',
                    cellsPath(kinds, n, cell),
                    cell >= 12 ? { stroke: FALSE_COLOUR, strokeWidth: 2 } : { fill: FALSE_COLOUR },
                    'marked ? 1 : 0',
                  ),
                ]
              : []),
            ...pointer(side, cell),
            hitAreas(cell),
          ],
        },
        ...sideMarks({ x: left + side + 34, y: top }, { n, temperature, loss: mean(losses), found, cell, hasFalse }),
      ],
    },
    `${title ? `${sentence(title)} ` : ''}A batch of ${n} pairs as a matrix. The right partner, on the diagonal: mean cosine ` +
      `${mean(cosines.filter((_, k) => kinds[k] === 'right')).toFixed(2)}, others ${mean(cosines.filter((_, k) => kinds[k] !== 'right')).toFixed(2)}. ` +
      `At temperature ${temperature}, ${found} of ${n} rows give their partner the highest probability; InfoNCE is ${mean(losses).toFixed(3)}.` +
      (hasFalse
        ? ` ${kinds.filter(kind => kind === 'false negative').length} false negatives share their row's label.`
        : ''),
  );
}

function cellTransforms(n: number, temperature: number): object[] {
  return [
    { type: 'sequence', start: 0, stop: n * n, as: 'k' },
    { type: 'formula', as: 'i', expr: `floor(datum.k / ${n})` },
    { type: 'formula', as: 'j', expr: `datum.k % ${n}` },
    { type: 'formula', as: 'cosine', expr: 'cosines[datum.k]' },
    { type: 'formula', as: 'probability', expr: `exp(datum.cosine / ${temperature} - totals[datum.i])` },
  ];
}

/** What the mouse finds. */
function hitAreas(cell: number): object {
  return {
    name: 'cells',
    type: 'rect',
    from: { data: 'pairs' },
    aria: false,
    encode: {
      enter: {
        x: { signal: `datum.j * ${cell}` },
        y: { signal: `datum.i * ${cell}` },
        width: { value: cell },
        height: { value: cell },
        fill: { value: 'transparent' },
        tooltip: {
          signal:
            "{'row': names.rows[datum.i], 'column': names.columns[datum.j], " +
            "'pair': {r: 'right: its own partner', n: 'negative', f: 'false negative: same label'}[kinds[datum.k]], " +
            "'cosine': format(datum.cosine, '.3f'), 'probability in its row': format(datum.probability, '.4~f')}",
        },
      },
    },
  };
}

function numbers(cell: number): object {
  const white = (field: string, ramp: ColourRamp) => {
    const [from, to] = darkBeyond(ramp);
    return `datum.${field} < ${from} || datum.${field} > ${to}`;
  };
  return {
    name: 'numbers',
    type: 'text',
    from: { data: 'pairs' },
    interactive: false,
    aria: false,
    encode: {
      enter: {
        x: { signal: `(datum.j + 0.5) * ${cell}` },
        y: { signal: `(datum.i + 0.5) * ${cell}` },
        align: { value: 'center' },
        baseline: { value: 'middle' },
        fontSize: { value: Math.max(9, Math.min(12, Math.round(cell * 0.3))) },
      },
      update: {
        text: {
          signal:
            "replace(format(shown === 'cosine' ? datum.cosine : datum.probability, '.2f'), /^(.)0\\.00$/, '0.00')",
        },
        fill: {
          signal: `(shown === 'cosine' ? ${white('cosine', COSINE_RAMP)} : ${white('probability', PROBABILITY_RAMP)}) ? '#ffffff' : '${INK}'`,
        },
      },
    },
  };
}

/** Below the first and above the second value, a ramp is dark. */
function darkBeyond(ramp: ColourRamp): [number, number] {
  const [low, high] = ramp.domain;
  const values = Array.from({ length: 201 }, (_, i) => low + ((high - low) * i) / 200);
  const light = values.filter(value => !isDark(colourOf(ramp, value)));
  return [light[0] - 0.001, light.at(-1)! + 0.001].map(value => Number(value.toFixed(3))) as [number, number];
}

function outline(name: string, path: string, look: Record<string, string | number>, opacity?: string): object {
  const values = Object.entries({ path, ...look }).map(([key, value]) => [key, { value }]);
  return {
    name,
    type: 'path',
    interactive: false,
    aria: false,
    encode: { enter: Object.fromEntries(values), ...(opacity && { update: { opacity: { signal: opacity } } }) },
  };
}

/** The row and the cell under the mouse. */
function pointer(side: number, cell: number): object[] {
  const frame = (name: string, look: object) => ({
    name,
    type: 'rect',
    interactive: false,
    aria: false,
    encode: {
      enter: { height: { value: cell }, stroke: { value: INK }, fill: { value: null } },
      update: { y: { signal: `pointed ? pointed.i * ${cell} : 0` }, opacity: { signal: 'pointed ? 1 : 0' }, ...look },
    },
  });
  return [
    frame('row pointed at', { x: { value: 0 }, width: { value: side }, strokeWidth: { value: 1 } }),
    frame('cell pointed at', {
      x: { signal: `pointed ? pointed.j * ${cell} : 0` },
      width: { value: cell },
      strokeWidth: { value: 2.5 },
    }),
  ];
}

interface Side {
  n: number;
  temperature: number;
  loss: number;
  found: number;
  cell: number;
  hasFalse: boolean;
}

/** What the colours and outlines mean, and what the batch comes to. */
function sideMarks(
  { x, y }: { x: number; y: number },
  { n, temperature, loss, found, cell, hasFalse }: Side,
): object[] {
  const RAMP = { width: 120, height: 10 };
  const text = (dy: number, words: object, look: object = {}) => ({
    type: 'text',
    aria: false,
    encode: {
      enter: { x: { value: x }, y: { value: y + dy }, baseline: { value: 'top' }, ...look },
      update: { text: words },
    },
  });
  const ramp = (pick: ColourRamp, shown: string) => ({
    type: 'image',
    aria: false,
    encode: {
      enter: { x: { value: x }, y: { value: y + 20 }, url: { value: rampPicture(pick, RAMP) }, ...sized(RAMP) },
      update: { opacity: { signal: `shown === '${shown}' ? 1 : 0` } },
    },
  });
  const small = { fontSize: { value: 11 }, fill: { value: MUTED } };
  const end = (dx: number, words: object, align: string) =>
    text(34, words, { ...small, x: { value: x + dx }, align: { value: align } });
  const key = (dy: number, colour: string, words: string, on?: string) => [
    {
      type: 'rect',
      aria: false,
      encode: {
        enter: {
          x: { value: x + 1 },
          y: { value: y + dy },
          width: { value: 12 },
          height: { value: 12 },
          stroke: { value: colour },
          strokeWidth: { value: cell >= 12 ? 2 : 1.25 },
        },
        ...(on && { update: { opacity: { signal: on } } }),
      },
    },
    text(dy, { value: words }, { x: { value: x + 21 } }),
  ];
  const below = hasFalse ? 122 : 100;
  return [
    text(0, { signal: "shown === 'cosine' ? 'cosine' : 'probability in its row'" }),
    ramp(COSINE_RAMP, 'cosine'),
    ramp(PROBABILITY_RAMP, 'probability'),
    end(0, { signal: "shown === 'cosine' ? '−1' : '0'" }, 'left'),
    end(RAMP.width / 2, { signal: "shown === 'cosine' ? '0' : '0.5'" }, 'center'),
    end(RAMP.width, { value: '1' }, 'right'),
    ...key(68, INK, 'right partner'),
    ...(hasFalse ? key(90, FALSE_COLOUR, 'false negative', 'marked ? 1 : 0.25') : []),
    text(below, { value: `temperature ${temperature}` }, small),
    text(below + 18, { value: 'InfoNCE loss' }),
    text(below + 34, { value: loss.toFixed(3) }, { fontSize: { value: 20 }, fontWeight: { value: 600 } }),
    text(below + 62, { value: `guessing: ln ${n} = ${Math.log(n).toFixed(2)}` }, small),
    text(below + 80, { value: `${found} of ${n} rows rank` }, small),
    text(below + 94, { value: 'their partner first' }, small),
  ];
}

function checkMatrix(similarities: ArrayLike<number>[], options: BatchMatrixOptions): number {
  const { rows, columns, labels, pictures, temperature = 0.1 } = options;
  const n = similarities.length;
  requireSome('batchMatrix', 'the matrix', n);
  if (n > LARGEST)
    throw new RangeError(
      `batchMatrix: the matrix has ${n} rows, expected at most ${LARGEST}; take a part of the batch`,
    );
  similarities.forEach((row, i) => {
    requireLength('batchMatrix', `row ${i} of the matrix`, row.length, n, 'row');
    requireFinite('batchMatrix', `row ${i} of the matrix`, row);
    const outside = Array.from(row).find(value => Math.abs(value) > 1.001);
    if (outside !== undefined)
      throw new RangeError(
        `batchMatrix: row ${i} of the matrix holds ${outside}, expected cosines from -1 to 1; do not divide by the temperature`,
      );
  });
  for (const [name, list] of Object.entries({ rows, columns, labels }))
    if (list) requireLength('batchMatrix', name, list.length, n, 'row of the matrix');
  for (const [name, images] of Object.entries(pictures ?? {}))
    if (images) {
      const count = countDigits('batchMatrix', `pictures.${name}`, images);
      requireLength('batchMatrix', `pictures.${name}`, count, n, 'row of the matrix');
    }
  if (!(temperature > 0 && temperature < Infinity))
    throw new RangeError(`batchMatrix: temperature is ${String(temperature)}, expected a number greater than 0`);
  return n;
}

function kindOf(i: number, j: number, labels?: ArrayLike<string | number>): Kind {
  if (i === j) return 'right';
  return labels && labels[i] === labels[j] ? 'false negative' : 'negative';
}

function namesOf(what: string, n: number, names?: ArrayLike<string | number>): string[] {
  return Array.from({ length: n }, (_, i) => (names ? String(names[i]) : `${what} ${i}`));
}

function logSumExp(cosines: number[], temperature: number): number {
  const largest = Math.max(...cosines);
  const sum = cosines.reduce((total, cosine) => total + Math.exp((cosine - largest) / temperature), 0);
  return largest / temperature + Math.log(sum);
}

function measure(cosines: number[], totals: number[], { n, temperature }: { n: number; temperature: number }) {
  const losses = totals.map((total, i) => total - cosines[i * n + i] / temperature);
  const found = totals.filter((_, i) =>
    cosines.slice(i * n, (i + 1) * n).every((cosine, j) => j === i || cosine < cosines[i * n + i]),
  ).length;
  return { losses, found };
}

const mean = (values: number[]) => (values.length === 0 ? 0 : values.reduce((a, b) => a + b) / values.length);

/** The cells as one picture: 16,384 rectangles would weigh megabytes. */
function matrixPicture(values: number[], ramp: ColourRamp, { cell }: HeadLayout, n: number): string {
  const side = n * cell;
  const gap = cell >= 12 ? 1 : 0;
  const pixels = new Uint8Array(side * side * 3).fill(255);
  values.forEach((value, k) => {
    const colour = colourOf(ramp, value);
    const [x, y] = [(k % n) * cell, Math.floor(k / n) * cell];
    for (let row = y + gap; row < y + cell - gap; row++)
      for (let column = x + gap; column < x + cell - gap; column++) pixels.set(colour, 3 * (row * side + column));
  });
  return pngDataUri(encodePng(pixels, { width: side, height: side, channels: 3 }));
}

function rampPicture(ramp: ColourRamp, { width, height }: { width: number; height: number }): string {
  const pixels = new Uint8Array(width * height * 3);
  const [low, high] = ramp.domain;
  for (let x = 0; x < width; x++) {
    const colour = colourOf(ramp, low + ((high - low) * (x + 0.5)) / width);
    for (let y = 0; y < height; y++) pixels.set(colour, 3 * (y * width + x));
  }
  return pngDataUri(encodePng(pixels, { width, height, channels: 3 }));
}

const sized = ({ width, height }: { width: number; height: number }) => ({
  width: { value: width },
  height: { value: height },
});

/** Around each diagonal cell, or where cells are tiny two lines along the diagonal, which hide nothing of it. */
function diagonalPath(n: number, cell: number): string {
  if (cell >= 12) return Array.from({ length: n }, (_, i) => square(i * cell, i * cell, cell)).join('');
  const [off, side] = [1.5 * cell, n * cell];
  return `M${off} 0L${side} ${side - off}M0 ${off}L${side - off} ${side}`;
}

function cellsPath(kinds: Kind[], n: number, cell: number): string {
  const mark = cell >= 12 ? square : corner;
  return kinds
    .map((kind, k) => (kind === 'false negative' ? mark((k % n) * cell, Math.floor(k / n) * cell, cell) : ''))
    .join('');
}

/** Half of a cell too small for an outline: its colour stays to be seen. */
function corner(x: number, y: number, cell: number): string {
  return `M${x} ${y}h${cell}l${-cell} ${cell}z`;
}

/** Inside the cell, so that neighbours keep their own. */
function square(x: number, y: number, cell: number): string {
  const inset = 1;
  const side = cell - 2 * inset;
  return `M${x + inset} ${y + inset}h${side}v${side}h${-side}z`;
}
