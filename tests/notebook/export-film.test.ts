import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lossCurve } from '../../lib/charts/loss-curve';
import { trainingFilm } from '../../lib/charts/training-film';
import { exportFilm } from '../../lib/notebook/export-film';

const film = trainingFilm(
  [0, 10, 20].map(step => ({ step, points: [0, step, 5, 5, 10, 0] })),
  { labels: ['a', 'b', 'b'], losses: [3, 2, 1], title: 'A film </script><script>alert(1)</script> & <b>more</b>' },
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'film-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('exportFilm', () => {
  test('writes one file with Vega, the specification, the description and a still picture', async () => {
    const file = path.join(folder, 'film.html');
    const { bytes } = await exportFilm(file, film);
    const page = readFileSync(file, 'utf8');
    expect(bytes).toBe(Buffer.byteLength(page));
    expect(bytes).toBeLessThan(1_000_000);
    expect(readdirSync(folder)).toEqual(['film.html']);
    // Two scripts and no more, whatever the title says; the second one begins with the specification, whole.
    const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(match => match[1]!);
    expect(scripts).toHaveLength(2);
    expect(scripts[0]).toContain('vega');
    const { spec } = vm.runInNewContext(
      `${scripts[1]!.split('\nnew vega')[0]!.replace('const spec', 'var spec')}; ({ spec })`,
    );
    expect(JSON.parse(JSON.stringify(spec))).toEqual(JSON.parse(JSON.stringify(film.spec)));
    expect(page).toContain('<noscript><svg role="img"');
    expect(page).toContain('3 points of 2 classes, a colour each, in 3 frames from step 0 to step 20.');
    expect(page).toContain('&lt;b&gt;more&lt;/b&gt;');
    expect(page.replace(/<script>[\s\S]*?<\/script>/g, '').includes('<b>more')).toBe(false);
  });

  test('its policy allows nothing from a network', async () => {
    const file = path.join(folder, 'film.html');
    await exportFilm(file, film);
    expect(readFileSync(file, 'utf8')).toContain("default-src 'none'");
  });

  test('replaces the file that is there, and leaves it when it cannot write', async () => {
    const file = path.join(folder, 'again.html');
    writeFileSync(file, 'old');
    await expect(
      exportFilm(file, { ...film, spec: {}, still: { signals: [{ name: 'x', update: '((' }] } }),
    ).rejects.toThrow();
    expect(readFileSync(file, 'utf8')).toBe('old');
    await exportFilm(file, film);
    expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>/);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['another ending', () => exportFilm(path.join(folder, 'film.mp4'), film), 'does not end in .html'],
    [
      'a folder that is not there',
      () => exportFilm(path.join(folder, 'none', 'film.html'), film),
      'there is no folder',
    ],
    ['a file for a folder', () => exportFilm(path.join(folder, 'film.html', 'film.html'), film), 'there is no folder'],
    [
      'a chart that Vega-Lite draws',
      () => exportFilm(path.join(folder, 'x.html'), lossCurve([{ name: 'a', losses: [1] }])),
      'the chart is drawn by vega-lite, expected one that Vega draws',
    ],
    ['no chart', () => exportFilm(path.join(folder, 'x.html'), undefined as never), 'the chart is missing'],
  ])('refuses %s', async (_, write, message) => {
    await expect(write()).rejects.toThrow(message);
  });

  test('a folder of the same name is no file to write', async () => {
    mkdirSync(path.join(folder, 'folder.html'));
    await expect(exportFilm(path.join(folder, 'folder.html'), film)).rejects.toThrow('cannot write folder.html');
  });

  // Whoever may do everything is not refused.
  test.skipIf(process.getuid?.() === 0)('says so when it may not write there', async () => {
    const closed = path.join(folder, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o555);
    await expect(exportFilm(path.join(closed, 'film.html'), film)).rejects.toThrow('you may not write to');
    expect(readdirSync(closed)).toEqual([]);
    chmodSync(closed, 0o755);
  });
});
