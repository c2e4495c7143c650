import { expect } from 'vitest';
import type { NotebookPage } from './jupyterlab';

/** The parts of elements that are used here; the page has them, which the compiler is not told of. */
interface Player {
  duration: number;
  currentTime: number;
  muted: boolean;
  play(): Promise<void>;
  pause(): void;
}
interface Picture {
  complete: boolean;
  naturalWidth: number;
}

const inOutputs = (notebook: NotebookPage, selector: string) =>
  notebook.page.locator(`.jp-OutputArea-output ${selector}`);

/** Every player knows how long its sound is, and plays it. */
export async function expectPlayersPlay(notebook: NotebookPage, atLeast: number): Promise<void> {
  const players = inOutputs(notebook, 'audio');
  expect(await players.count(), 'players').toBeGreaterThanOrEqual(atLeast);
  for (const player of await players.all()) {
    const name = (await player.getAttribute('aria-label'))!;
    const duration = () => player.evaluate(element => (element as unknown as Player).duration);
    await expect.poll(duration, { message: `duration of ${name}` }).toBeGreaterThan(0.05);
    await player.evaluate(async element => {
      const audio = element as unknown as Player;
      audio.muted = true;
      await audio.play();
    });
    const time = () => player.evaluate(element => (element as unknown as Player).currentTime);
    await expect.poll(time, { message: `${name} plays` }).toBeGreaterThan(0.02);
    await player.evaluate(element => (element as unknown as Player).pause());
  }
}

/** Every picture in the outputs is decoded, and has words for those who do not see it. */
export async function expectPicturesShow(notebook: NotebookPage, atLeast: number): Promise<void> {
  const pictures = inOutputs(notebook, 'table img:not(details > img)');
  expect(await pictures.count(), 'pictures').toBeGreaterThanOrEqual(atLeast);
  const broken = await pictures.evaluateAll(all =>
    all.filter(one => {
      const { complete, naturalWidth } = one as unknown as Picture;
      return !complete || naturalWidth === 0 || !(one as unknown as { alt: string }).alt;
    }),
  );
  expect(broken.length, 'pictures that are not decoded, or have no words').toBe(0);
}

/** The clips stand still until they are asked for, then move: what is drawn changes within two seconds. */
export async function expectClipsMove(notebook: NotebookPage, atLeast: number): Promise<void> {
  const clips = inOutputs(notebook, 'img[src^="data:image/webp"]');
  expect(await clips.count(), 'clips').toBeGreaterThanOrEqual(atLeast);
  for (const clip of await clips.all()) {
    const whole = clip.locator('xpath=..');
    expect(await clip.isVisible(), 'a clip plays unasked').toBe(false);
    await whole.locator('summary').click();
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
