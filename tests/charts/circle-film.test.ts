import * as vega from 'vega';
import { describe, expect, test } from 'vitest';
import { type CircleFilm, circleFilm } from '../../lib/charts/circle-film';
import { placeLabels } from '../../lib/charts/parts/circle-labels';
import { stillSvg } from '../../lib/charts/render/still';
import { drawn, type Item, itemsNamed } from './drawn';

const on = (degrees: number) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];

/** The positive comes from 90 to 30 degrees, where the anchor is; the negative stays at 200. Its gradient pulls it back. */
function film(name = 'triplet', pull = 1): CircleFilm {
  const frames = [0, 10, 20, 30].map((step, i) => {
    const angle = 90 - 20 * i;
    const [x, y] = on(angle);
    const gradient = (pull * (3 - i)) / 3;
    return {
      step,
      loss: pull * (3 - i),
      points: [on(30), [x!, y!], on(200)],
      gradients: [
        [0, 0],
        [-y! * gradient, x! * gradient],
        [0, 0],
      ],
    };
  });
  return { name, frames, roles: ['anchor', 'positive', 'negative'] };
}

const chart = circleFilm([film(), film('InfoNCE', 5)], { title: 'Points that move' });

/** A point's angle round the circle, as it is drawn. */
function angle({ x, y }: Item, centre: { x: number; y: number }): number {
  return (Math.atan2(centre.y - y, x - centre.x) * 180) / Math.PI;
}

describe('circleFilm', () => {
  test('opens at the first frame, where nothing has moved', async () => {
    const picture = await drawn(chart);
    const centre = picture.marks.find(mark => mark.type === 'arc')!.items[0]!;
    expect(itemsNamed(picture, 'points').map(point => Math.round(angle(point, centre)))).toEqual([30, 90, -160]);
    expect(picture.texts).toEqual(expect.arrayContaining(['3.000', 'after step 0']));
  });

  test('draws a state: points at their angles, with looks and names of their own', async () => {
    const picture = await drawn(chart, { step: 30 });
    expect(picture.warnings).toEqual([]);
    const points = itemsNamed(picture, 'points');
    const centre = picture.marks.find(mark => mark.type === 'arc')!.items[0]!;
    expect(points.map(point => Math.round(angle(point, centre)))).toEqual([30, 30, -160]);
    expect(new Set(points.map(point => point.fill)).size).toBe(3);
    expect(new Set(points.map(point => point.shape)).size).toBe(3);
    // Equal aspect: all are as far from the centre.
    for (const { x, y } of points) expect(Math.hypot(x - centre.x, y - centre.y)).toBeCloseTo(108, 1);
    expect(itemsNamed(picture, 'labels').map(label => label.text)).toEqual(['anchor', 'positive', 'negative']);
    expect(picture.texts).toEqual(
      expect.arrayContaining(['Points that move', 'triplet', '0.000', 'after step 30', 'step', 'loss']),
    );
  });

  test('the slider goes through the steps: points, loss and cursor move', async () => {
    const first = await drawn(chart, { step: 0 });
    const later = await drawn(chart, { step: 20 });
    const at = (picture: typeof first) =>
      itemsNamed(picture, 'points').map(({ x, y }) => [Math.round(x), Math.round(y)]);
    expect(at(first)[1]).not.toEqual(at(later)[1]);
    expect(at(first)[0]).toEqual(at(later)[0]);
    expect(itemsNamed(first, 'cursor')[0]!.x).toBeLessThan(itemsNamed(later, 'cursor')[0]!.x);
    expect(first.texts).toContain('3.000');
    expect(later.texts).toEqual(expect.arrayContaining(['1.000', 'after step 20']));
  });

  test('arrows are minus the gradient, as long as its scale says, and none where there is none', async () => {
    const picture = await drawn(chart, { step: 0 });
    const arrows = itemsNamed(picture, 'arrows').filter(arrow => arrow.opacity === 1);
    expect(arrows).toHaveLength(1);
    const { x, y, x2, y2 } = arrows[0] as Required<Item>;
    expect(x2 - x).toBeGreaterThan(0); // with the clock, from 90 degrees
    expect(y2 - y).toBeCloseTo(0, 5);
    const scale = Number(/gradient of ([\d.]+)\.$/.exec(picture.texts.find(text => text.startsWith('Arrows'))!)![1]);
    expect(x2 - x).toBeCloseTo(108 / scale, 3);
    const still = await drawn(chart, { step: 30 });
    expect(itemsNamed(still, 'arrows').filter(arrow => arrow.opacity === 1)).toHaveLength(0);
  });

  test('the menu switches the loss, its curve and the scale of its arrows', async () => {
    const picture = await drawn(chart, { loss: 'InfoNCE', step: 0 });
    expect(picture.warnings).toEqual([]);
    expect(picture.texts).toEqual(expect.arrayContaining(['InfoNCE', '15.000']));
    const note = (texts: string[]) => texts.find(text => text.startsWith('Arrows'));
    expect(note(picture.texts)).not.toBe(note((await drawn(chart)).texts));
    expect(itemsNamed(picture, 'curve')).toHaveLength(4);
  });

  test('plays when the box is ticked, begins anew after its end, and rests until then', async () => {
    const view = new vega.View(vega.parse(chart.spec as vega.Spec), { renderer: 'none' });
    await view.runAsync();
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(view.signal('step')).toBe(0);
    view.signal('playing', true);
    const seen = new Set<number>();
    // as long as it takes: on a busy machine a look may miss a frame, and the film comes round again
    for (const until = Date.now() + 30_000; seen.size < 4 && Date.now() < until; ) {
      await new Promise(resolve => setTimeout(resolve, 30));
      seen.add(view.signal('step'));
    }
    view.finalize();
    expect([...seen].sort((a, b) => a - b)).toEqual([0, 10, 20, 30]);
  });

  test('the still picture shows the end, where it began and the way between', async () => {
    const picture = await drawn({ ...chart, spec: chart.still! });
    expect(picture.texts).toContain('after step 30');
    expect(itemsNamed(picture, 'starts')).toHaveLength(3);
    expect(itemsNamed(picture, 'travelled')).toHaveLength(3 * 4);
    expect((await stillSvg(chart)).length).toBeLessThan(25_000);
  });

  test('a hundred frames of eight losses of four points stay small', () => {
    const frames = Array.from({ length: 101 }, (_, step) => ({
      step,
      loss: 1 / (step + 1),
      points: [10, 20, 30, 40].map(a => on(a + step * 1.2345)),
      gradients: [1, 2, 3, 4].map(g => [g / (step + 3), g / (step + 7)]),
    }));
    const films = Array.from({ length: 8 }, (_, i) => ({ name: `loss ${i}`, frames, roles: ['a', 'b', 'c', 'd'] }));
    expect(JSON.stringify(circleFilm(films).spec).length).toBeLessThan(250_000);
  });

  test('says in words what it shows, and needs no menu for one loss', () => {
    expect(chart.description).toContain('triplet: loss 3 at the start, 0 after step 30.');
    expect(JSON.stringify(circleFilm([film()]).spec)).not.toContain('"select"');
  });

  const broken = (change: (film: CircleFilm) => void) => {
    const one = film();
    change(one);
    return () => circleFilm([one]);
  };
  test.each<[string, () => unknown, string]>([
    ['no film', () => circleFilm([]), 'films is empty'],
    ['a single frame', broken(one => one.frames.splice(1)), "'triplet' has 1 frames, expected at least 2"],
    ['frames that are not evenly apart', broken(one => one.frames.splice(1, 1)), 'not evenly apart'],
    ['too few roles', broken(one => one.roles.pop()), "points at step 0 of 'triplet' has 3 entries, expected 2"],
    [
      'too few labels',
      broken(one => Object.assign(one, { labels: ['a'] })),
      "labels of 'triplet' has 1 entry, expected 3",
    ],
    [
      'NaN',
      broken(one => {
        one.frames[2]!.loss = Number.NaN;
      }),
      "the loss at step 20 of 'triplet'[0] is NaN",
    ],
    ['films of a name', () => circleFilm([film(), film()]), 'two films have the same name'],
    [
      'films of other steps',
      () => circleFilm([film(), { ...film('b'), frames: film().frames.slice(0, 3) }]),
      'frames at different steps',
    ],
  ])('refuses %s', (_, draw, message) => {
    expect(draw).toThrow(message);
  });
});

describe('placeLabels', () => {
  const label = (text: string) => ({ text, half: text.length * 3.5 + 2 });
  const labels = ['anchor', 'positive', 'negative'].map(label);

  test('leaves labels beside their points where there is room', () => {
    expect(placeLabels([0, 120, 240], labels, { radius: 130 })).toEqual([0, 0, 0]);
  });

  test.each([0, 45, 90, 179.9, 271])('keeps three labels apart at %d degrees', angle => {
    const turned = placeLabels([angle, angle, angle + 0.1], labels, { radius: 130 });
    const boxes = turned.map((turn, i) => {
      const at = ((angle + turn) * Math.PI) / 180;
      const { half } = labels[i]!;
      const out = 130 + half * Math.abs(Math.cos(at)) + 8 * Math.abs(Math.sin(at));
      return { x: out * Math.cos(at), y: out * Math.sin(at), half };
    });
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1))
        expect(Math.abs(a.x - b.x) >= a.half + b.half - 3 || Math.abs(a.y - b.y) >= 14).toBe(true);
    for (const turn of turned) expect(Math.abs(turn)).toBeLessThan(60);
  });
});
