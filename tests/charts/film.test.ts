import * as vega from 'vega';
import { describe, expect, test } from 'vitest';
import type { Points } from '../../lib/charts/input/point-input';
import { stillSvg } from '../../lib/charts/render/still';
import { type FilmOptions, trainingFilm } from '../../lib/charts/training-film';
import { seededRandom } from '../../lib/engine/seeds';
import type { FilmFrame } from '../../lib/projection/film-frames';
import { drawn, groupsNamed, type Item, itemsNamed, savedBytes, signalsOf } from './drawn';
import { cardWords, dotsOf, expectTile, pictures, place, pointingAt, stillPlaces } from './points';

/** Four points; the one in the middle goes to the right, the corners stay. Steps are not evenly apart. */
const steps = [0, 10, 40, 100];
const frames: FilmFrame<Points>[] = steps.map((step, f) => ({
  step,
  points: Float32Array.of(-2, -2, 2, 2, f - 1, 0, 2, -2),
}));
const labels = [3, 3, 8, 8];
const losses = Array.from({ length: 100 }, (_, i) => 4 - i / 50);
const measures = [
  { step: 0, accuracy: 0.5 },
  { step: 40, accuracy: 0.9 },
  { step: 100, accuracy: 0.975 },
];
const images = pictures(4);
const options: FilmOptions = { labels, losses, measures, images, title: 'A small film' };
const film = trainingFilm(frames, options);
/** How long each of so few frames is shown. */
const WAIT_MS = 700;

describe('trainingFilm', () => {
  test('opens at its end: points where they are then, axes with their names, the numbers of the end', async () => {
    const picture = await drawn(film);
    expect(picture.warnings).toEqual([]);
    const dots = dotsOf(picture);
    expect(dots).toHaveLength(4);
    expect(dots[2]!.x).toBeCloseTo(dots[1]!.x, 1); // both have x = 2
    expect(picture.texts).toEqual(
      expect.arrayContaining([
        'A small film',
        'PC1',
        'PC2',
        'step 100',
        'loss 2.03',
        'kNN accuracy 97.5 %',
        'training step',
      ]),
    );
  });

  test('the slider shows exactly the frame chosen, in axes that stay', async () => {
    const end = dotsOf(await drawn(film));
    const unit = (end[1]!.x - end[0]!.x) / 4;
    for (const [f, step] of steps.entries()) {
      const picture = await drawn(film, { frame: f });
      const dots = dotsOf(picture);
      for (const corner of [0, 1, 3]) expect(place(dots[corner]!)).toEqual(place(end[corner]!));
      expect(dots[2]!.x).toBeCloseTo(end[0]!.x + unit * (f + 1), 1);
      expect(picture.texts).toContain(`step ${step}`);
    }
  });

  test('loss and accuracy run along: the cursor at the step, the numbers of that moment', async () => {
    const at = async (frame: number) => {
      const picture = await drawn(film, { frame });
      return { x: itemsNamed(picture, 'cursor').map(cursor => cursor.x), texts: picture.texts };
    };
    const [start, second, third, end] = await Promise.all([0, 1, 2, 3].map(at));
    for (const curve of [0, 1]) {
      const length = end!.x[curve]! - start!.x[curve]!;
      expect(length).toBeGreaterThan(200);
      expect((second!.x[curve]! - start!.x[curve]!) / length).toBeCloseTo(0.1, 6);
      expect((third!.x[curve]! - start!.x[curve]!) / length).toBeCloseTo(0.4, 6);
    }
    // Before the first step there is no loss; between two measurements the last one counts.
    expect(start!.texts).toEqual(expect.arrayContaining(['loss', 'kNN accuracy 50.0 %']));
    expect(second!.texts).toEqual(expect.arrayContaining(['loss 3.82', 'kNN accuracy 50.0 %']));
    expect(third!.texts).toEqual(expect.arrayContaining(['loss 3.22', 'kNN accuracy 90.0 %']));
  });

  test('a click in a curve goes to the nearest frame', async () => {
    const view = new vega.View(vega.parse(film.spec as vega.Spec), { renderer: 'none', logLevel: vega.Error });
    await view.runAsync();
    const nearest = (step: number) => view.scale('frameAt')(step);
    expect([-5, 4, 6, 24, 26, 69, 71, 200].map(nearest)).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
    view.finalize();
  });

  test('playing, points glide from frame to frame by the clock, and the film begins anew after its end', async () => {
    const long = trainingFilm(
      Array.from({ length: 30 }, (_, step) => ({ step, points: [-20, 0, step, 5, 30, 0] })),
      { labels: [1, 1, 1] },
    );
    const view = new vega.View(vega.parse(long.spec as vega.Spec), { renderer: 'none', logLevel: vega.Error });
    await view.runAsync();
    expect(view.signal('position')).toBe(29);
    view.signal('playing', true);
    const positions: number[] = [];
    for (let i = 0; i < 500 && !(positions.at(-1)! > 2); i++) {
      await new Promise(resolve => setTimeout(resolve, 15));
      positions.push(view.signal('position'));
    }
    expect(positions[0]).toBeLessThan(29);
    expect(positions.every((position, i) => i === 0 || position >= positions[i - 1]!)).toBe(true);
    expect(positions.filter(position => position % 1 !== 0).length).toBeGreaterThan(3);
    // Stopped, it stands at a frame; chosen by hand while it plays, it goes on from there.
    await view.signal('playing', false).runAsync();
    expect(Number.isInteger(view.signal('position'))).toBe(true);
    view.signal('playing', true);
    await view.runAsync();
    await view.signal('frame', 20).runAsync();
    expect(Math.floor(view.signal('position'))).toBe(20);
    view.finalize();
  });

  test('half way between two frames a point is half way, and its name with it', async () => {
    const bare = trainingFilm(frames, { labels, losses });
    const between = await drawn(bare, { frame: 1 });
    const next = await drawn(bare, { frame: 2 });
    const began = Date.now();
    const half = await drawn(
      bare,
      { playing: true },
      { frame: 1 },
      { clock: began },
      { began },
      { clock: began + WAIT_MS / 2 },
    );
    expect(half.texts).toContain('step 25');
    for (const name of ['dots', 'names']) {
      const xs = [between, half, next].map(picture => itemsNamed(picture, name).map(item => item.x));
      xs[1]!.forEach((x, i) => {
        expect(x).toBeCloseTo((xs[0]![i]! + xs[2]![i]!) / 2, 1);
      });
    }
  });

  test.each([636, 342])('names stand beside the points of every frame, in a room of %i pixels', async room => {
    const random = seededRandom('beside');
    const many = Array.from({ length: 300 }, (_, i) => i % 6);
    const moments = [0, 1, 2, 3].map(step => ({
      step,
      points: many.flatMap(c => [step * Math.cos(c), step * Math.sin(c)].map(value => value + 0.2 * random.normal())),
    }));
    const chart = trainingFilm(moments, { labels: many });
    for (const frame of [0, 1, 2, 3]) {
      const picture = await drawn(chart, { room, frame });
      const plates = itemsNamed(picture, 'plates');
      expect(plates).toHaveLength(6);
      const [step] = itemsNamed(picture, 'step') as [Item];
      for (const [i, { x, y, width, height }] of plates.entries()) {
        expect(
          dotsOf(picture).filter(dot => dot.x > x && dot.x < x + width && dot.y > y && dot.y < y + height),
        ).toEqual([]);
        for (const other of plates.slice(0, i))
          expect(Math.abs(x - other.x) >= width || Math.abs(y - other.y) >= height).toBe(true);
        expect(x + width < step.x - 75 || y > step.y).toBe(true);
      }
    }
  });

  test.each([0, 2])('hovering tells which digit a point is, in frame %i where it is then', async frame => {
    const before = await drawn(film, { frame });
    const dot = dotsOf(before)[2] as Item;
    const picture = await drawn(film, { frame, mouse: pointingAt(before, dot, { x: 1 }) });
    expectTile(film, itemsNamed(picture, 'card picture')[0]!, images, 2);
    expect(cardWords(picture)).toEqual(['digit 8', 'row 2']);
    expect(itemsNamed(picture, 'ring').map(place)).toEqual([place(dot)]);
  });

  test('in a narrow room the film is smaller, and its curves stand one below the other', async () => {
    const room = 320;
    const [wide, narrow] = [await drawn(film), await drawn(film, { room })];
    expect(narrow.warnings).toEqual([]);
    const [panel, loss, accuracy] = ['panel0', 'loss', 'accuracy'].map(name => groupsNamed(narrow, name)[0]!) as [
      Item,
      Item,
      Item,
    ];
    for (const { x, width } of [panel, loss, accuracy]) expect(x + width).toBeLessThanOrEqual(room);
    expect(loss.y).toBeGreaterThan(panel.y + panel.height);
    expect(accuracy.y).toBeGreaterThan(loss.y + loss.height);
    const share = panel.width / groupsNamed(wide, 'panel0')[0]!.width;
    for (const [i, dot] of dotsOf(narrow).entries()) expect(dot.x).toBeCloseTo(share * dotsOf(wide)[i]!.x, 1);
  });

  test('without losses and measurements there are no curves', async () => {
    const bare = trainingFilm(frames, { labels });
    const picture = await drawn(bare, { frame: 1 });
    expect(picture.warnings).toEqual([]);
    expect(picture.texts).not.toContain('training step');
    const [low, high] = await Promise.all([bare, film].map(async chart => (await signalsOf(chart, ['height'])).height));
    expect(low).toBeLessThan((high as number) - 100);
    expect((await drawn(trainingFilm(frames, { labels, measures }))).texts).toContain('kNN accuracy 97.5 %');
    expect(await stillSvg(bare)).toContain('step 0');
  });

  test('the still picture is three moments side by side, with every point', async () => {
    const svg = await stillSvg(film);
    for (const text of ['step 0', 'step 40', 'step 100', 'kNN accuracy 50.0 → 90.0 → 97.5 %'])
      expect(svg).toContain(`>${text}<`);
    expect(stillPlaces(svg)).toHaveLength(3 * 4);
    expect(svg).not.toContain('<image');
  });

  test('thirty frames of two thousand points stay light', async () => {
    const random = seededRandom('film');
    const n = 2000;
    const large = Array.from({ length: 30 }, (_, f) => ({
      step: 10 * f,
      points: Float32Array.from({ length: 2 * n }, () => random.normal()),
    }));
    const digits = Float32Array.from({ length: n * 784 }, (_, at) => (at % 784 < 100 ? random.next() : 0));
    const chart = trainingFilm(large, {
      labels: Array.from({ length: n }, (_, i) => i % 10),
      images: digits,
      losses: Array.from({ length: 5000 }, () => random.next()),
    });
    expect(savedBytes(chart)).toBeLessThan(450_000);
    expect((await stillSvg(chart)).length).toBeLessThan(150_000);
  });

  test('says in words what it shows', () => {
    expect(film.description).toBe(
      'A small film. 4 points of 2 digits, a colour each, in 4 frames from step 0 to step 100. ' +
        'Loss 4.00 at step 1, 2.02 at step 100. kNN accuracy 50.0 % at step 0, 97.5 % at step 100.',
    );
  });

  const broken = (change: (frames: FilmFrame<Points>[]) => void, more: Partial<FilmOptions> = {}) => {
    const own = frames.map(({ step, points }) => ({ step, points: Float32Array.from(points as Float32Array) }));
    change(own);
    return () => trainingFilm(own, { ...options, ...more });
  };
  const none = () => {};
  test.each<[string, () => unknown, string]>([
    [
      'a film without frames',
      () => trainingFilm([], options),
      'there are no frames, expected at least 2; pass snapshots',
    ],
    ['a single frame', () => trainingFilm(frames.slice(0, 1), options), 'there is 1 frame, expected at least 2'],
    [
      'frames of different sizes',
      broken(own => Object.assign(own[2]!, { points: [0, 0] })),
      'the frame of step 40 has 1 points, the first has 4; expected the same points in every frame',
    ],
    ['frames that go back', broken(own => own.reverse()), 'frame 1 is of step 40, the one before of step 100'],
    ['a frame without points', broken(own => Object.assign(own[0]!, { points: [] })), 'the frame of step 0 is empty'],
    [
      'NaN',
      broken(own => {
        (own[1]!.points as Float32Array)[5] = Number.NaN;
      }),
      'the frame of step 10 holds NaN as y of point 2',
    ],
    ['too few labels', broken(none, { labels: [1] }), 'labels has 1 entry, expected 4, one for each point'],
    ['pictures of another number', broken(none, { images: pictures(3) }), 'images has 3 entries, expected 4'],
    ['a loss that is no number', broken(none, { losses: [1, Number.NaN] }), 'losses[1] is NaN'],
    [
      'an accuracy in per cent',
      broken(none, { measures: [{ step: 3, accuracy: 97 }] }),
      'an accuracy of 97 at step 3, expected numbers from 0 to 1',
    ],
    [
      'too many places',
      () =>
        trainingFilm(
          steps.concat(101, 102).map(step => ({ step, points: new Float32Array(2 * 40_000) })),
          options,
        ),
      'holds 40,000 points, expected at most 10,000',
    ],
    [
      'too many frames',
      () =>
        trainingFilm(
          Array.from({ length: 21 }, (_, step) => ({ step, points: new Float32Array(2 * 10_000) })),
          options,
        ),
      '21 frames of 10,000 points are 210,000 places, expected at most 200,000',
    ],
  ])('refuses %s', (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});
