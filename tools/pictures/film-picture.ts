import sharp from 'sharp';
import type { Spec } from 'vega';
import type { Notebook } from '../course/notebook';

const VEGA = 'application/vnd.vega.v5+json';
/** Pictures from one frame of the film to the next. */
const BETWEEN = 3;
const PICTURE_MS = 80;
/** How long the first and the last picture stay. */
const REST_MS = 2_000;
const WIDTH = 720;
/** A film that never stops would draw the eye from the text beside it. */
const PLAYED = 1;

/** The parts of a film's specification that say how many frames it has. */
interface FilmSpec {
  signals?: { name: string; bind?: { max?: number } }[];
}

/**
 * The film that an executed notebook shows.
 * @throws Error where none of its cells showed one
 */
export function filmOf({ cells }: Notebook): FilmSpec {
  const specs = cells.flatMap(({ outputs = [] }) =>
    outputs.flatMap(output => ('data' in output ? ((output.data[VEGA] as FilmSpec) ?? []) : [])),
  );
  const films = specs.filter(({ signals = [] }) =>
    ['frame', 'playing', 'position'].every(name => signals.some(signal => signal.name === name)),
  );
  const longest = films.sort((one, other) => lastFrame(other) - lastFrame(one))[0];
  if (!longest) throw new Error('the notebook shows no film: none of its outputs has frames that play.');
  return longest;
}

const lastFrame = ({ signals = [] }: FilmSpec) => signals.find(({ name }) => name === 'frame')?.bind?.max ?? 0;

/**
 * A film as an animated WebP: each frame as it was measured, and between two of them as it is drawn while it plays.
 * @returns the file's bytes
 */
export async function filmPicture(film: FilmSpec): Promise<Buffer> {
  const vega = await import('vega');
  // the position follows the clock in the film, and is set here
  const signals = film.signals!.map(signal => (signal.name === 'position' ? { name: 'position', value: 0 } : signal));
  const view = new vega.View(vega.parse({ ...film, signals } as Spec), { renderer: 'none', logLevel: vega.Error });
  try {
    const pictures: Buffer[] = [];
    for (let frame = 0; frame <= lastFrame(film); frame++) {
      await view.signal('frame', frame).runAsync();
      for (let i = 0; i < (frame < lastFrame(film) ? BETWEEN : 1); i++) {
        await view.signal('position', frame + i / BETWEEN).runAsync();
        const svg = await view.toSVG();
        pictures.push(
          await sharp(Buffer.from(svg)).resize({ width: WIDTH }).flatten({ background: 'white' }).png().toBuffer(),
        );
      }
    }
    const delay = pictures.map((_, i) => (i === 0 || i === pictures.length - 1 ? REST_MS : PICTURE_MS));
    return await sharp(pictures, { join: { animated: true } })
      .webp({ delay, loop: PLAYED, quality: 60, effort: 6 })
      .toBuffer();
  } finally {
    view.finalize();
  }
}
