import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { LessonShown } from './lesson-shown';

/** The parts of elements that are used here; the page has them, which the compiler is not told of. */
interface Player {
  duration: number;
  currentTime: number;
  muted: boolean;
  paused: boolean;
  preload: string;
  play(): Promise<void>;
  pause(): void;
}
interface Picture {
  complete: boolean;
  naturalWidth: number;
}

/** Every player is silent until it is asked, knows how long its sound is, where it may load that much unasked, and plays it. */
export async function expectPlayersPlay(lesson: LessonShown, atLeast: number): Promise<void> {
  const players = lesson.inOutputs('audio');
  expect(await players.count(), 'players').toBeGreaterThanOrEqual(atLeast);
  for (const player of await players.all()) {
    const name = (await player.getAttribute('aria-label'))!;
    const duration = () => player.evaluate(element => (element as unknown as Player).duration);
    const asFound = await player.evaluate(element => {
      const { paused, preload } = element as unknown as Player;
      return { paused, preload };
    });
    expect(asFound.paused, `${name} waits`).toBe(true);
    if (asFound.preload !== 'none')
      await expect.poll(duration, { message: `duration of ${name}` }).toBeGreaterThan(0.05);
    await player.evaluate(async element => {
      const audio = element as unknown as Player;
      audio.muted = true;
      await audio.play();
    });
    const time = () => player.evaluate(element => (element as unknown as Player).currentTime);
    await expect.poll(time, { message: `${name} plays` }).toBeGreaterThan(0.02);
    expect(await duration(), `duration of ${name}`).toBeGreaterThan(0.05);
    await player.evaluate(element => (element as unknown as Player).pause());
  }
}

/** Every picture in the outputs is decoded, and has words for those who do not see it. */
export async function expectPicturesShow(lesson: LessonShown, atLeast: number): Promise<void> {
  const pictures = lesson.inOutputs('table img:not(details > img)');
  expect(await pictures.count(), 'pictures').toBeGreaterThanOrEqual(atLeast);
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded(); // on the site, pictures come when they are about to be seen
    await expect
      .poll(() => picture.evaluate(isDecoded), { message: `picture of ${await picture.getAttribute('alt')}` })
      .toBe(true);
    expect(await picture.getAttribute('alt'), 'words of a picture').toBeTruthy();
  }
}

const isDecoded = (element: unknown) => {
  const { complete, naturalWidth } = element as Picture;
  return complete && naturalWidth > 0;
};

/** Where a picture is in the window, in whole pixels. */
async function placeOf(picture: Locator): Promise<number[]> {
  const { x, y, width, height } = (await picture.boundingBox())!;
  return [x, y, width, height].map(Math.round);
}

/** The clips stand still until they are asked for, then move: what is drawn changes within two seconds. */
export async function expectClipsMove(lesson: LessonShown, atLeast: number): Promise<void> {
  const clips = lesson.inOutputs('details > img');
  expect(await clips.count(), 'clips').toBeGreaterThanOrEqual(atLeast);
  for (const clip of await clips.all()) {
    const whole = clip.locator('xpath=..');
    expect(await clip.isVisible(), 'a clip plays unasked').toBe(false);
    await whole.locator('summary').click();
    expect(await placeOf(clip), 'a clip lies on its first frame').toEqual(await placeOf(whole.locator('summary img')));
    const first = await clip.screenshot();
    await expect
      .poll(async () => (await clip.screenshot()).equals(first), {
        timeout: 5000,
        interval: 150,
        message: 'a clip stands still',
      })
      .toBe(false);
    await whole.locator('summary').press('Enter');
    expect(await clip.isVisible(), 'a clip that was stopped').toBe(false);
  }
}
