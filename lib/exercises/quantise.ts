import { between } from './draw';
import { asNumbers, type Case, type Exercise, type Finding, inWords } from './exercise';
import type { Row } from './plain-rows';
import { asScalar, shortNumber } from './scalar';
import { fine, together } from './together';

interface Codes {
  codes: number[];
  scale: number;
}

/** The largest code, so that both signs reach as far. */
const LARGEST = 127;

const largest = (row: Row): number => Math.max(...row.map(Math.abs));

function quantised(row: Row, scale = largest(row) / LARGEST, toWhole = Math.round): Codes {
  return { codes: row.map(value => (scale === 0 ? 0 : toWhole(value / scale))), scale };
}

const isNear = (a: number, b: number) => Math.abs(a - b) <= 1e-4 * Math.abs(b);

const isSame = (a: Codes, b: Codes) =>
  a.codes.length === b.codes.length && a.codes.every((code, i) => code === b.codes[i]) && isNear(a.scale, b.scale);

function mistakesOn(row: Row): [Codes, string][] {
  const most = largest(row);
  const right = quantised(row);
  const bits = (scale: number) => quantised(row, scale);
  return [
    [
      quantised(row, right.scale, Math.trunc),
      'Round to the nearest whole number: that cuts off, and is up to a whole step away.',
    ],
    [quantised(row, right.scale, Math.floor), 'Round to the nearest whole number: that goes down each time.'],
    [quantised(row, right.scale, Math.ceil), 'Round to the nearest whole number: that goes up each time.'],
    [quantised(row, right.scale, value => value), 'Whole numbers are asked: these would take as many bytes as before.'],
    [
      quantised(row, right.scale, value => Math.round(value) * right.scale),
      'Those are the values that come back. The codes are asked: before they are multiplied by the scale.',
    ],
    [
      bits(Math.max(...row) / LARGEST),
      'The number that is largest in size may be negative: take Math.abs first, or codes run over.',
    ],
    [
      bits((Math.max(...row) - Math.min(...row)) / 255),
      'The largest in size becomes 127 or -127, and 0 stays 0: the scale is that of the size, and not of the range.',
    ],
    [bits(most / 128), '128 is beyond an int8: the largest code is 127.'],
    [bits(most / 255), 'A byte with a sign goes from -127 to 127, and not to 255.'],
    [bits(1 / LARGEST), 'The scale is the row’s own: its largest number in size, divided by 127.'],
    [
      { codes: right.codes, scale: 1 / right.scale },
      'A code times the scale gives the number back: here it has to be divided.',
    ],
    [{ codes: right.codes, scale: most }, 'The scale is one step: the largest number in size, divided by 127.'],
  ];
}

function judgeCodes(row: Row, result: unknown): Finding | undefined {
  const expected = `an object { codes, scale }: ${row.length} whole numbers from -${LARGEST} to ${LARGEST}, and the number that they are multiplied by`;
  const { codes: list, scale: given } = (typeof result === 'object' && result !== null ? result : {}) as Record<
    string,
    unknown
  >;
  const [codes, scale] = [asNumbers(list), asScalar(given)];
  if (!codes || scale === undefined) {
    const hint = asNumbers(result) ? 'Both are asked, in an object: { codes, scale }.' : undefined;
    return { got: inWords(result), expected, hint };
  }
  const found = { codes, scale };
  const isZero = largest(row) === 0;
  if (
    isZero
      ? codes.length === row.length && codes.every(code => code === 0) && Number.isFinite(scale)
      : isSame(found, quantised(row))
  ) {
    return undefined;
  }
  const got = `the codes ${codes.slice(0, 12).map(shortNumber).join(', ')} and the scale ${shortNumber(scale)}`;
  if (![...codes, scale].every(Number.isFinite)) {
    const hint = isZero
      ? 'A row of zeros has no largest number to divide by, and 0 / 0 is NaN: its codes are zeros.'
      : 'Something is divided by 0.';
    return { got, expected, hint };
  }
  return { got, expected, hint: mistakesOn(row).find(([wrong]) => isSame(found, wrong))?.[1] ?? scaleOnly(found, row) };
}

/** The hint where the codes are right and the scale nearly so. */
function scaleOnly({ codes, scale }: Codes, row: Row): string | undefined {
  const right = quantised(row);
  if (!isSame({ codes, scale: right.scale }, right)) return undefined;
  return Math.abs(scale - right.scale) < 0.01 * right.scale
    ? 'The scale is rounded: it is kept once a row, and every number that comes back hangs on it.'
    : 'The codes are right. A code times the scale has to give the number back.';
}

const oneRow = (name: string, row: Row): Case => ({
  name: `${name}: ${row.length > 8 ? `${row.length} numbers` : row.join(', ')}`,
  calls: () => [[row]],
  judge: ([result]) => judgeCodes(row, result),
});

export const quantise: Exercise = {
  id: 'quantise',
  title: 'Keep a row in bytes',
  statement:
    'quantise(row): a list of numbers of any length. Return { codes, scale }: codes are whole numbers from -127 to 127, one for each ' +
    'number of the row and as near to it as can be when multiplied by scale; the number that is largest in size becomes 127 or -127. Of ' +
    'a row of zeros all codes are 0.',
  hints: [
    'How large is one step, if the largest number takes 127 of them? That is the scale.',
    'scale = Math.max(...row.map(Math.abs)) / 127. A code is how many steps a number is, rounded: Math.round(value / scale).',
    'For a row of zeros the scale is 0, and 0 / 0 is NaN: then divide by 1 in its place, as in value / (scale || 1).',
  ],
  why:
    'A byte has 255 useful values. With a scale of its own each row uses them all, and no number is off by more than half a step, 0.4 % of ' +
    'the largest. Cosines of hundreds of such numbers hardly move, since the errors have both signs.',
  cases: [
    // the largest in size is positive, and no quotient is near a half
    oneRow('a row', [0.254, -0.1013, 0.0333, -0.2007]),
    oneRow('the largest in size is negative', [0.1, -0.635, 0.021, 0.2222]),
    oneRow('only zeros', [0, 0, 0]),
    fine(
      together('rows of very different size', [
        oneRow('small', [0.00012, -0.000077, 0.0000346]),
        oneRow('large', [-731.4, 1203.9, 88.1, 402.6]),
      ]),
    ),
  ],
  drawn: random => {
    const row = () => Array.from({ length: 8 }, () => between(random, -2, 2) / 10);
    const isClear = (one: Row) =>
      one.every(value => {
        const steps = Math.abs(value / (largest(one) / LARGEST));
        return Math.abs((steps % 1) - 0.5) > 0.01;
      });
    const rows = Array.from({ length: 3 }, () => {
      for (;;) {
        const drawn = row();
        if (largest(drawn) > 0.05 && isClear(drawn)) return drawn;
      }
    });
    return together(
      'three rows drawn at random',
      rows.map(one => oneRow('a row', one)),
    );
  },
};
