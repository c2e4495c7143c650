import { describe, expect, test } from 'vitest';
import { lossCurve } from '../../../lib/charts/loss-curve';
import { DIGIT_COLOURS, INK, MUTED, SERIES_COLOURS, vegaLiteChart } from '../../../lib/charts/parts/theme';
import { type Chart, chartMimeType } from '../../../lib/charts/render/chart';
import { stillSvg } from '../../../lib/charts/render/still';

const bars = {
  data: { values: [{ a: 1 }, { a: 2 }] },
  mark: 'bar',
  encoding: { x: { field: 'a', type: 'nominal' }, y: { field: 'a', type: 'quantitative' } },
};

describe('stillSvg', () => {
  test('carries the description as title and label, whatever its characters', async () => {
    const svg = await stillSvg(vegaLiteChart(bars, 'a < b & "c"'));
    expect(svg).toMatch(/^<svg role="img" aria-label="a &lt; b &amp; &quot;c&quot;"/);
    expect(svg).toContain('<title>a &lt; b &amp; &quot;c&quot;</title>');
    expect(svg.match(/<path aria-roledescription|mark-rect/g)?.length).toBeGreaterThan(0);
  });

  test('draws on white with letters in the colours of the theme', async () => {
    const svg = await stillSvg(vegaLiteChart(bars, 'bars'));
    expect(svg).toContain('fill="#ffffff"');
    expect(svg).toContain(`fill="${MUTED}"`);
    expect(svg).toContain(`fill="${INK}"`);
  });

  test('leaves out what only the mouse finds', async () => {
    const svg = await stillSvg(lossCurve([{ name: 'a', losses: Array.from({ length: 300 }, (_, i) => 1 / (i + 1)) }]));
    expect(svg).not.toMatch(/ opacity="0"|voronoi|transparent/);
    expect(svg.length).toBeLessThan(16_000);
  });

  test('draws a Vega chart as well', async () => {
    const chart: Chart = {
      kind: 'vega',
      description: 'a dot',
      spec: {
        width: 20,
        height: 20,
        marks: [{ type: 'symbol', encode: { enter: { x: { value: 5 }, fill: { value: 'red' } } } }],
      },
    };
    expect(chartMimeType(chart)).toBe('application/vnd.vega.v5+json');
    expect(await stillSvg(chart)).toContain('fill="red"');
  });

  test('a specification that is not valid is an error', async () => {
    await expect(stillSvg(vegaLiteChart({ mark: 'bar', encoding: 7, layer: 3 }, 'x'))).rejects.toThrow();
  });
});

describe('the palettes', () => {
  test('have ten colours for ten digits, all different', () => {
    expect(new Set(DIGIT_COLOURS).size).toBe(10);
    expect(new Set(SERIES_COLOURS).size).toBe(SERIES_COLOURS.length);
  });

  test('letters can be read on white (WCAG: 4.5 to 1)', () => {
    for (const colour of [INK, MUTED]) expect(1.05 / (luminance(colour) + 0.05)).toBeGreaterThan(4.5);
  });
});

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map(at => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
