import sharp from 'sharp';
import { expect, test } from 'vitest';
import { scoreBars } from '../../lib/charts/score-bars';
import { trainingFilm } from '../../lib/charts/training-film';
import type { Notebook } from '../../tools/course/notebook';
import { filmOf, filmPicture } from '../../tools/pictures/film-picture';

const VEGA = 'application/vnd.vega.v5+json';

/** Two points that change places in some steps. */
const film = (frames: number) =>
  trainingFilm(
    Array.from({ length: frames }, (_, step) => ({ step, points: [step, 0, frames - step, 1] })),
    { labels: [0, 1], title: `A film of ${frames} frames` },
  ).spec;

function notebook(...specs: object[]): Notebook {
  const cells = specs.map(spec => ({
    cell_type: 'code',
    metadata: {},
    source: '',
    outputs: [{ output_type: 'display_data' as const, data: { [VEGA]: spec }, metadata: {} }],
  }));
  return {
    cells: [{ cell_type: 'markdown', metadata: {}, source: 'A film' }, ...cells],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  };
}

test('the film of a notebook is the one with the most frames', () => {
  const bars = scoreBars([{ name: 'wasm', score: 1 }], { unit: 's' }).spec;
  expect(filmOf(notebook(bars, film(2), film(4)))).toEqual(film(4));
  expect(() => filmOf(notebook(bars))).toThrow('the notebook shows no film');
});

test('it moves in as many pictures as there are moments, rests at both ends, and no two neighbours are alike', async () => {
  const picture = await filmPicture(filmOf(notebook(film(3))));
  const { format, pages, delay, loop, width } = await sharp(picture, { animated: true }).metadata();
  expect({ format, pages, loop, width }).toEqual({ format: 'webp', pages: 7, loop: 1, width: 720 });
  expect([delay![0] > delay![1], delay!.at(-1)! > delay![1]]).toEqual([true, true]);
  const shown = await Promise.all(Array.from({ length: 7 }, (_, page) => sharp(picture, { page }).raw().toBuffer()));
  for (let i = 1; i < shown.length; i++) expect([i, shown[i].equals(shown[i - 1])]).toEqual([i, false]);
});
