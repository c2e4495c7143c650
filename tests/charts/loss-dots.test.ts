import { describe, expect, test } from 'vitest';
import { lossDots } from '../../lib/charts/loss-dots';
import { drawn, itemsOf } from './drawn';
import { figuresOf } from './loss-figures';

const rows = [figuresOf('InfoNCE', 0.97), figuresOf('margin', 0.95)];
const title = 'InfoNCE reads most';

describe('lossDots', () => {
  test('draws a ring for each seed and a stroke at their mean, three measures side by side', async () => {
    const picture = await drawn(lossDots(rows, { title }));
    expect(picture.warnings).toEqual([]);
    const rings = itemsOf(picture, 'symbol');
    expect(rings).toHaveLength(2 * 3 * 3);
    const read = rings.filter(({ datum }) => datum.loss === 'margin' && (datum.value as number) > 90);
    expect(read.map(({ datum }) => datum.seed)).toEqual([1, 2, 3]);
    expect((read[1]!.x - read[0]!.x) / (read[2]!.x - read[1]!.x)).toBeCloseTo(1, 3);
    const strokes = itemsOf(picture, 'rect').filter(({ datum }) => datum.mean !== undefined);
    expect(strokes.map(({ datum }) => datum.mean)).toEqual([97, 95, 0.3, 0.3, -2.5, -2.5]);
    expect(picture.texts).toEqual(
      expect.arrayContaining([title, 'kNN accuracy (%)', 'alignment', 'uniformity', 'margin', '95.00', '-2.50']),
    );
  });

  test('keeps the rows in the order given, each with its own number', async () => {
    const picture = await drawn(lossDots([...rows].reverse(), { title }));
    const height = (text: string) => itemsOf(picture, 'text').find(item => item.text === text)!.y;
    expect(height('95.00')).toBeLessThan(height('97.00'));
  });

  test('the numbers stand beside the rings, not on them', async () => {
    const picture = await drawn(lossDots(rows, { title }));
    const most = Math.max(...itemsOf(picture, 'symbol').map(({ x }) => x));
    for (const { x, text } of itemsOf(picture, 'text')) expect(x - 6.5 * text.length).toBeGreaterThanOrEqual(most - 6);
  });

  test('says in words what it shows, with the spread', () => {
    expect(lossDots(rows, { title }).description).toContain(
      'InfoNCE: kNN accuracy (%) 97.00 (96.00 to 98.00), alignment 0.30 (0.20 to 0.40), uniformity -2.50 (-3.00 to -2.00).',
    );
  });

  test.each([
    ['no row', [], 'lossDots: rows is empty'],
    ['two rows of a loss', [rows[0], rows[0]], 'lossDots: two rows are of the same loss'],
    ['no seed', [{ ...rows[0], kNN: { ...rows[0].kNN, values: [] } }], "kNN of 'InfoNCE' is empty"],
    [
      'NaN',
      [{ ...rows[0], alignment: { ...rows[0].alignment, values: [Number.NaN] } }],
      "alignment of 'InfoNCE'[0] is NaN",
    ],
  ])('refuses %s', (_, given, message) => {
    expect(() => lossDots(given, { title })).toThrow(message);
  });
});
