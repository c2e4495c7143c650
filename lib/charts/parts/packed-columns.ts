import type { Part } from './vega-mark';

/*
 * A notebook is saved with every number of a list on a line of its own, behind as many spaces as the list is deep: a place of four digits
 * takes twenty bytes. So long lists travel as one text, two characters a number, which the chart unpacks once, when it is opened.
 */

/** One character a digit. Letters that JSON and HTML have no other use for: a text of them is as long in a file as in memory. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+,-./:;=?@[]^_{|}~';
const BASE = DIGITS.length;

/**
 * Lists of whole numbers, all of one length, as signals of these names.
 * @param name of the data set that they are unpacked in
 */
export function packedColumns(name: string, columns: Record<string, ArrayLike<number>>): Part {
  const packed = Object.entries(columns).map(([column, values]) => ({ column, ...pack(values) }));
  const length = Object.values(columns)[0].length;
  return {
    signals: [
      ...packed.map(({ column, text }) => ({ name: `${column}Packed`, value: text })),
      ...packed.map(({ column }) => ({ name: column, update: `pluck(data('${name}'), '${column}')` })),
    ],
    data: [
      {
        name,
        transform: [
          { type: 'sequence', start: 0, stop: length, as: 'i' },
          ...packed.map(({ column, width, least }) => ({
            type: 'formula',
            as: column,
            expr: unpacked(`${column}Packed`, width, least),
          })),
        ],
      },
    ],
  };
}

interface Packed {
  text: string;
  /** Characters a number. */
  width: number;
  /** Which number is 0. */
  least: number;
}

function pack(values: ArrayLike<number>): Packed {
  let [least, most] = values.length > 0 ? [values[0], values[0]] : [0, 0];
  for (let i = 1; i < values.length; i++) {
    least = Math.min(least, values[i]);
    most = Math.max(most, values[i]);
  }
  let width = 1;
  while (BASE ** width <= most - least) width++;
  const letters = Array.from(values, value =>
    Array.from({ length: width }, (_, digit) => DIGITS[Math.floor((value - least) / BASE ** digit) % BASE]).join(''),
  );
  return { text: letters.join(''), width, least };
}

/** The number of row `datum.i`, as an expression; its lowest digit comes first. */
function unpacked(text: string, width: number, least: number): string {
  const digits = Array.from({ length: width }, (_, digit) => {
    const value = `indexof('${DIGITS}', ${text}[${width} * datum.i + ${digit}])`;
    return digit === 0 ? value : `${BASE ** digit} * ${value}`;
  });
  return `${least} + ${digits.join(' + ')}`;
}
