import { describe, expect, test } from 'vitest';
import { softmaxBars } from '../../lib/charts/softmax-bars';
import { drawn, type Item, itemsOf } from './drawn';

const data = { names: ['lion', 'cat', 'cloud', 'trumpet'], similarities: [0.7, 0.5, 0, -0.4], positive: 0 };
const chart = softmaxBars(data, { title: 'Which is the partner?' });

/** Probabilities and loss by hand. */
function softmax(temperature: number) {
  const terms = data.similarities.map(cosine => Math.exp(cosine / temperature));
  const total = terms.reduce((a, b) => a + b);
  return { probabilities: terms.map(term => term / total), loss: -Math.log(terms[0]! / total) };
}

const probabilities = (items: Item[]) => items.slice(4).map(item => item.datum.probability as number);

describe('softmaxBars', () => {
  test('draws each similarity twice, cosines from zero on and probabilities as long as they are', async () => {
    const picture = await drawn(chart);
    expect(picture.warnings).toEqual([]);
    const bars = itemsOf(picture, 'rect');
    expect(bars).toHaveLength(8);
    const [lion, cat, , trumpet] = bars as [Item, Item, Item, Item];
    expect(lion.width / cat.width).toBeCloseTo(0.7 / 0.5, 5);
    expect(lion.x).toBeCloseTo(cat.x, 5);
    expect(trumpet.x + trumpet.width).toBeCloseTo(lion.x, 5);
    expect(bars[4]!.width / bars[5]!.width).toBeCloseTo(Math.exp(2), 3);
    expect(picture.texts).toEqual(
      expect.arrayContaining([
        'Which is the partner?',
        'lion',
        'cosine similarity',
        'probability after the softmax',
        '0.70',
        '−0.40',
      ]),
    );
  });

  test('the positive has a colour of its own, the same on both sides', async () => {
    const bars = itemsOf(await drawn(chart), 'rect');
    expect(bars[0]!.fill).toBe(bars[4]!.fill);
    expect(bars[1]!.fill).not.toBe(bars[0]!.fill);
    expect(new Set(bars.slice(1, 4).map(bar => bar.fill)).size).toBe(1);
  });

  test.each([0.01, 0.05, 0.1, 0.5, 1])('the slider at temperature %d recomputes bars and loss', async temperature => {
    const picture = await drawn(chart, { temperature });
    expect(picture.warnings).toEqual([]);
    const expected = softmax(temperature);
    const seen = probabilities(itemsOf(picture, 'rect'));
    seen.forEach((probability, i) => {
      expect(probability).toBeCloseTo(expected.probabilities[i]!, 6);
    });
    expect(picture.texts.join(' ')).toContain(`loss = −log p(lion) = ${expected.loss.toFixed(3)}`);
    expect(picture.texts.join(' ')).toContain(`temperature ${temperature}`);
  });

  test('stays a number where the exponentials alone would overflow or vanish', async () => {
    const far = softmaxBars({ names: ['a', 'b'], similarities: [-1, 1], positive: 0 }, { temperature: 0.01 });
    const picture = await drawn(far);
    expect(picture.texts.join(' ')).toContain('= 200.000');
    expect(far.description).toContain('the loss is 200.000');
  });

  test.each<[string, () => unknown, string]>([
    ['a single similarity', () => softmaxBars({ names: ['a'], similarities: [1], positive: 0 }), 'expected 2 to 16'],
    ['too few similarities', () => softmaxBars({ ...data, similarities: [1] }), 'similarities has 1 entry, expected 4'],
    ['NaN', () => softmaxBars({ ...data, similarities: [1, 0, Number.NaN, 0] }), 'similarities[2] is NaN'],
    ['logits', () => softmaxBars({ ...data, similarities: [7, 0, 0, 0] }), 'do not divide by the temperature'],
    [
      'a positive that is not there',
      () => softmaxBars({ ...data, positive: 4 }),
      'positive is 4, expected the position',
    ],
    ['names that repeat', () => softmaxBars({ ...data, names: ['a', 'a', 'b', 'c'] }), 'have the same name'],
    ['a temperature of 0', () => softmaxBars(data, { temperature: 0 }), 'temperature is 0, expected 0.01 to 1'],
  ])('refuses %s', (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});
