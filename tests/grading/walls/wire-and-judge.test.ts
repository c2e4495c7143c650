import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine, tf } from '../../../lib/engine/index';
import { exerciseById } from '../../../lib/exercises/all';
import { type AnswerFunction, judge } from '../../../lib/exercises/judge';
import { fromWire, onWire } from '../../../tools/grade/walls/wire';
import { answersOf } from '../../exercises/answers/all';

/* Whatever form a right answer comes in: where the notebook's judge says that it passes, it does after both ways of the wire. */

const child =
  require('../../../tools/grade/walls/child/wire.cjs') as typeof import('../../../tools/grade/walls/child/wire.cjs');
const json = (value: unknown) => JSON.parse(JSON.stringify(value));

beforeAll(() => startEngine({ engine: 'cpu' }));

/** As the grader asks. */
const overTheWire =
  (answer: AnswerFunction): AnswerFunction =>
  async (...args) =>
    fromWire(json(await child.answerOnWire(await answer(...child.fromWire(json(onWire(args)))))));

class OwnList extends Array<unknown> {}
class OwnNumbers extends Float64Array {}
const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length > 0 && value.every(one => typeof one === 'number');
const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

function getters(object: Record<string, unknown>, change: (value: unknown) => unknown): object {
  class Computed {}
  for (const [name, value] of Object.entries(object)) {
    Object.defineProperty(Computed.prototype, name, { get: () => change(value) });
  }
  return new Computed();
}

/** Each changes what a right answer gives, all the way down. */
const FORMS: Record<string, (value: unknown) => unknown> = {
  'as it is': value => value,
  'lists of a class of their own': function form(value): unknown {
    if (Array.isArray(value)) return OwnList.from(value, form);
    return isPlain(value) ? getters(value, form) : value;
  },
  'typed arrays of a class of their own': function form(value): unknown {
    if (isNumbers(value)) return OwnNumbers.from(value);
    if (Array.isArray(value)) return value.map(form);
    return isPlain(value) ? Object.create(getters(value, form)) : value;
  },
  'bytes in a Buffer': function form(value): unknown {
    if (isNumbers(value) && value.every(one => Number.isInteger(one) && one >= 0 && one < 256))
      return Buffer.from(value);
    if (Array.isArray(value)) return value.map(form);
    return isPlain(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, form(one)])) : value;
  },
  'a tensor': value => {
    if (typeof value === 'number') return tf.scalar(value);
    return isNumbers(value) ? tf.tensor1d(value) : value;
  },
  'a tensor of one number in a list': value => (typeof value === 'number' ? tf.tensor1d([value]) : value),
  'minus zero for zero': function form(value): unknown {
    if (value === 0) return -0;
    return Array.isArray(value) ? value.map(form) : value;
  },
  'lists that are frozen, in a proxy': function form(value): unknown {
    if (Array.isArray(value)) return new Proxy(Object.freeze(value.map(form)), {});
    return isPlain(value) ? Object.freeze({ ...value, all: [value] }) : value;
  },
  'big integers': function form(value): unknown {
    if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
    return Array.isArray(value) ? value.map(form) : value;
  },
};

const right = Object.entries(answersOf).flatMap(([id, { right: answers }]) =>
  Object.entries(answers).map(([name, answer]) => ({ id, name, answer: answer as AnswerFunction })),
);

describe.each(Object.entries(FORMS))('%s', (_, form) => {
  test.each(right)('$id: $name', async ({ id, answer }) => {
    const given: AnswerFunction = async (...args) => form(await answer(...args));
    const [told, graded] = [await judge(exerciseById(id), given), await judge(exerciseById(id), overTheWire(given))];
    expect(graded).toEqual(told);
  });
});
