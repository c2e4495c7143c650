/** As many frames as the course's clips have. */
const FRAMES = 8;
const SIDE = 128;

/**
 * Frames of a film, evenly spaced, as pictures. Films come in codings that only the browser can read; the frames are all that the search
 * looks at.
 * @throws Error when the browser cannot play it
 */
export async function filmFrames(address: string): Promise<Blob[]> {
  const film = document.createElement('video');
  film.muted = true;
  film.preload = 'auto';
  film.src = address;
  await happens(film, 'loadeddata');
  const canvas = document.createElement('canvas');
  const scale = SIDE / Math.max(film.videoWidth, film.videoHeight);
  canvas.width = Math.max(8, Math.round(film.videoWidth * scale));
  canvas.height = Math.max(8, Math.round(film.videoHeight * scale));
  const frames: Blob[] = [];
  // a film that was written as it was recorded does not know its length
  const seconds = Number.isFinite(film.duration) ? film.duration : 0;
  for (let i = 0; i < FRAMES; i++) {
    if (seconds > 0) {
      film.currentTime = (i * seconds) / FRAMES;
      await happens(film, 'seeked');
    }
    canvas.getContext('2d')!.drawImage(film, 0, 0, canvas.width, canvas.height);
    frames.push(await pictureOf(canvas));
  }
  return frames;
}

/** What is on a canvas, as PNG. */
export const pictureOf = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) =>
    canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('the canvas cannot be read')))),
  );

const happens = (film: HTMLVideoElement, event: 'loadeddata' | 'seeked') =>
  new Promise<void>((resolve, reject) => {
    film.addEventListener(event, () => resolve(), { once: true });
    film.addEventListener(
      'error',
      () =>
        reject(new Error('this browser cannot play the film; save it as WebM or MP4, or as an animated GIF or WebP')),
      { once: true },
    );
  });
