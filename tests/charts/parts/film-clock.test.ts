import * as vega from 'vega';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type FilmTime, filmClock, glidingClock } from '../../../lib/charts/parts/film-clock';

const WAIT = 100;
const REST = 500;

const jumping = (time: Partial<FilmTime> = {}): object[] => {
  const { slider, box, ticks } = filmClock({
    frame: 'step',
    last: 30,
    opens: 30,
    every: 10,
    play: 'playing',
    wait: WAIT,
    rest: REST,
    ...time,
  });
  return [slider, box, ...ticks];
};

/** A film without pictures, whose time stands still but for `pass`: that it ticks on its own, the tests of the films see. */
async function started(signals: object[]) {
  const view = new vega.View(vega.parse({ signals } as vega.Spec), { renderer: 'none' });
  await view.runAsync();
  return {
    get: (name: string) => view.signal(name),
    set: async (name: string, value: unknown) => {
      await view.signal(name, value).runAsync();
    },
    /** A tick every ten milliseconds; what a signal was then, each value once until it changes. */
    pass: async (ms: number, watched: string) => {
      const seen: number[] = [];
      for (let past = 0; past < ms; past += 10) {
        vi.advanceTimersByTime(10);
        if (view.signal('playing')) await view.signal('clock', Date.now()).runAsync();
        if (view.signal(watched) !== seen.at(-1)) seen.push(view.signal(watched));
      }
      return seen;
    },
    end: () => view.finalize(),
  };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('filmClock', () => {
  test('opens at its end and stays there until it plays', async () => {
    const film = await started(jumping());
    expect(await film.pass(1000, 'step')).toEqual([30]);
    film.end();
  });

  test('or at any other frame, and plays on from there', async () => {
    const film = await started(jumping({ opens: 0 }));
    expect(await film.pass(1000, 'step')).toEqual([0]);
    await film.set('playing', true);
    expect(await film.pass(250, 'step')).toEqual([0, 10, 20]);
    film.end();
  });

  test('plays from the start, a frame after the other in its time, rests at its end and begins anew', async () => {
    const film = await started(jumping());
    await film.set('playing', true);
    expect(await film.pass(250, 'step')).toEqual([0, 10, 20]);
    expect(await film.pass(100, 'step')).toEqual([20, 30]);
    expect(await film.pass(REST - 100, 'step')).toEqual([30]);
    expect(await film.pass(250, 'step')).toEqual([30, 0, 10]);
    film.end();
  });

  test('goes on from the frame that the slider chooses while it plays', async () => {
    const film = await started(jumping());
    await film.set('playing', true);
    await film.pass(150, 'step');
    await film.set('step', 0);
    expect(await film.pass(250, 'step')).toEqual([0, 10, 20]);
    film.end();
  });

  test('stopped, it stays at the frame that is shown, and goes on from there', async () => {
    const film = await started(jumping());
    await film.set('playing', true);
    await film.pass(190, 'step');
    await film.set('playing', false);
    expect(await film.pass(500, 'step')).toEqual([10]);
    await film.set('playing', true);
    expect(await film.pass(150, 'step')).toEqual([10, 20]);
    film.end();
  });

  test.each([20, 100, 140, 400])('stopped after %d ms of its rest and started later, it begins anew', async ms => {
    const film = await started(jumping());
    await film.set('playing', true);
    await film.pass(3 * WAIT + ms, 'step');
    await film.set('playing', false);
    expect(await film.pass(2000, 'step')).toEqual([30]);
    await film.set('playing', true);
    expect(await film.pass(250, 'step')).toEqual([0, 10, 20]);
    film.end();
  });

  test('jumps are further ways to choose a frame', () => {
    const jump = { events: '@curve:mousedown', update: '10' };
    const { slider } = filmClock({
      frame: 'step',
      last: 30,
      opens: 30,
      every: 10,
      play: 'play',
      wait: WAIT,
      rest: REST,
      jumps: [jump],
    });
    expect((slider as { on: object[] }).on).toContain(jump);
    expect(slider).toMatchObject({ value: 30, bind: { min: 0, max: 30, step: 10 } });
  });
});

describe('glidingClock', () => {
  /** Five frames, each shown for 700 ms at the ordinary speed. */
  const FRAMES = 5;

  test('glides: from one frame to the next, of which a part is done', async () => {
    const film = await started(glidingClock(FRAMES));
    await film.set('playing', true);
    await film.pass(700 + 350, 'position');
    expect([film.get('from'), film.get('to')]).toEqual([1, 2]);
    expect(film.get('part')).toBeGreaterThan(0.4);
    expect(film.get('part')).toBeLessThan(0.6);
    film.end();
  });

  test.each([
    [700 + 200, 1],
    [700 + 500, 2],
  ])('stopped after %d ms, it goes to the nearer frame, %d', async (ms, frame) => {
    const film = await started(glidingClock(FRAMES));
    await film.set('playing', true);
    await film.pass(ms, 'frame');
    await film.set('playing', false);
    expect([film.get('frame'), film.get('part')]).toEqual([frame, 0]);
    film.end();
  });

  test('the menu sets the speed', async () => {
    const film = await started(glidingClock(FRAMES));
    await film.set('speed', 4);
    await film.set('playing', true);
    expect(await film.pass(690, 'frame')).toEqual([0, 1, 2, 3]);
    film.end();
  });

  test('stopped in its rest and started later, it begins anew', async () => {
    const film = await started(glidingClock(FRAMES));
    await film.set('playing', true);
    await film.pass(4 * 700 + 690, 'frame');
    await film.set('playing', false);
    await film.pass(5000, 'frame');
    await film.set('playing', true);
    expect(await film.pass(1000, 'frame')).toEqual([0, 1]);
    film.end();
  });
});
