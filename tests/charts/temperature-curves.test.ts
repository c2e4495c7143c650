import { describe, expect, test } from 'vitest';
import { temperatureCurves } from '../../lib/charts/temperature-curves';
import { drawn, itemsOf } from './drawn';
import { figuresOf } from './loss-figures';

const rows = [0.01, 0.1, 1].map((temperature, i) => figuresOf('InfoNCE', 0.95 + i / 100, temperature));
const title = 'The warmest reads most';

describe('temperatureCurves', () => {
  test('draws a ring for each seed over a line through the means, on a logarithmic axis', async () => {
    const picture = await drawn(temperatureCurves(rows, { title }));
    expect(picture.warnings).toEqual([]);
    const rings = itemsOf(picture, 'symbol');
    expect(rings).toHaveLength(3 * 3 * 3);
    const at = (temperature: number) => rings.find(({ datum }) => datum.temperature === temperature)!.x;
    expect(at(0.1) - at(0.01)).toBeCloseTo(at(1) - at(0.1), 3);
    expect(at(0.1) - at(0.01)).toBeGreaterThan(40);
    const means = itemsOf(picture, 'line').map(({ datum }) => datum.mean);
    expect(means.slice(0, 3)).toEqual([95, 96, 97]);
    expect(picture.texts).toEqual(
      expect.arrayContaining([title, 'temperature', '0.01', '0.1', '1', 'kNN accuracy (%)', 'alignment', 'uniformity']),
    );
  });

  test('says in words what it shows, with the spread', () => {
    expect(temperatureCurves(rows, { title }).description).toContain(
      'Temperature 0.1: kNN accuracy (%) 96.00 (95.00 to 97.00)',
    );
  });

  test.each([
    ['no row', [], 'temperatureCurves: rows is empty'],
    ['one row', [rows[0]], 'there is one row, expected two temperatures or more'],
    ['a loss without one', [rows[0], figuresOf('margin', 0.9)], "a row of 'margin' has no temperature above 0"],
  ])('refuses %s', (_, given, message) => {
    expect(() => temperatureCurves(given, { title })).toThrow(message);
  });
});
