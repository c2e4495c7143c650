import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stillSvg } from '../../lib/charts/render/still';
import { scatter2d } from '../../lib/charts/scatter-2d';
import { scoreBars } from '../../lib/charts/score-bars';
import { interactiveForm } from '../../lib/notebook/show';
import { writePages } from '../../tools/course/report';

// nbconvert itself, as `npm run course` and JupyterLab's menu call it.

const charts = [
  scatter2d(
    { points: [0, 0, 1, 1], labels: ['a "b" <c>', "d & 'e'"] },
    { title: 'Two points, one of them "a < b" & more' },
  ),
  scoreBars([{ name: 'pixels', score: 90 }], { title: 'How many are right' }),
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pages-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the HTML page of a notebook has the description of every chart', async () => {
  const outputs = await Promise.all(
    charts.map(async chart => ({
      output_type: 'display_data',
      data: { ...interactiveForm(chart), 'image/svg+xml': await stillSvg(chart), 'image/png': 'iVBORw0KGgo=' },
      metadata: {},
    })),
  );
  const cell = { cell_type: 'code', id: 'charts', source: '', metadata: {}, execution_count: 1, outputs };
  const file = path.join(folder, 'charts.ipynb');
  writeFileSync(file, JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  writePages([file], path.join(folder, 'jupyter'));
  const page = readFileSync(path.join(folder, 'charts.html'), 'utf8');
  const pictures = [...page.matchAll(/<img [^>]*>/g)].map(([tag]) => ({
    alt: unescaped(/ alt=(["'])(.*?)\1/.exec(tag)?.[2] ?? ''), // in single quotes where it has double ones
    svg: Buffer.from(/base64,([^"]*)"/.exec(tag)?.[1] ?? '', 'base64').toString(),
  }));
  expect(pictures.map(picture => picture.alt)).toEqual(charts.map(chart => chart.description));
  for (const { svg } of pictures) expect(svg).toMatch(/^<svg role="img"/);
});

const unescaped = (text: string) =>
  text
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
