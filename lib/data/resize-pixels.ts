/** Height and width of a picture, in pixels. */
export interface PixelSize {
  width: number;
  height: number;
}

/** A picture in memory: values from 0 to 255, row by row, the channels of a pixel side by side. */
export interface Pixels extends PixelSize {
  values: Uint8Array;
  /** 1 for grey, 3 for red, green and blue. */
  channels: number;
}

/** Lobes of the kernel: Lanczos3, which is sharp's default as well. */
const LOBES = 3;
/** What becomes smaller by more than this is first made smaller by means of whole pixels, down to it: libvips draws the line there, too. */
const GAP = 2;

/**
 * A picture in another size: every new pixel is a mean of those around its place. What becomes smaller is
 * weighed by Lanczos's kernel, stretched by the factor (Turkowski 1990, "Filters for common resampling tasks"), what becomes larger by the
 * cubic one of Catmull and Rom (Keys 1981, https://doi.org/10.1109/TASSP.1981.1163711).
 *
 * It goes the way of libvips, for where sharp is not, in a browser, and for a few pixels: what sharp makes of the same picture differs by a
 * value or two.
 * @param to the new size, each way by its own factor; or by how much it becomes smaller, whatever is left of a pixel
 * @throws RangeError for a size that is no whole number of pixels, or values that are not as many as the size says
 */
export function resizePixels(picture: Pixels, to: PixelSize | { factor: number }): Pixels {
  const { width, height } = 'factor' in to ? dividedBy(picture, to.factor) : to;
  const [across, down] = 'factor' in to ? [to.factor, to.factor] : [picture.width / width, picture.height / height];
  for (const [name, side] of Object.entries({ width, height })) {
    if (!Number.isInteger(side) || side < 1) {
      throw new RangeError(`resizePixels: the ${name} is ${side}, expected a whole number of pixels from 1 on`);
    }
  }
  const { channels, values } = picture;
  if (values.length !== picture.width * picture.height * channels) {
    throw new RangeError(
      `resizePixels: there are ${values.length} values, expected ${picture.width} x ${picture.height} x ${channels}`,
    );
  }
  // turned, the columns are rows
  const columns = turned(values, { rows: picture.height, columns: picture.width, channels });
  const short = resampleRows(columns, { rows: picture.width, from: picture.height, to: height, channels }, down);
  const upright = turned(short, { rows: picture.width, columns: height, channels });
  return {
    ...{ width, height, channels },
    values: resampleRows(upright, { rows: height, from: picture.width, to: width, channels }, across),
  };
}

const dividedBy = ({ width, height }: PixelSize, factor: number): PixelSize => ({
  width: Math.max(1, Math.round(width / factor)),
  height: Math.max(1, Math.round(height / factor)),
});

interface Rows {
  rows: number;
  from: number;
  to: number;
  channels: number;
}

/** Rows of `from` pixels as rows of `to` pixels. */
function resampleRows(given: Uint8Array, { rows, from, to, channels }: Rows, scale: number): Uint8Array {
  const whole = Math.max(1, Math.floor(scale / GAP));
  const width = Math.ceil(from / whole);
  const values = whole === 1 ? given : meansOfRows(given, { rows, from, to: width, channels }, whole);
  // what is left of a pixel is left on both sides alike
  const left = (to * scale - from) / 2 / whole;
  const weights = weightsOf(width, to, scale / whole, left);
  const made = new Uint8Array(rows * to * channels);
  for (let row = 0, at = 0; row < rows; row++) {
    const start = row * width * channels;
    for (const { first, shares } of weights) {
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        let place = start + first * channels + channel;
        for (const share of shares) {
          sum += share * values[place];
          place += channels;
        }
        made[at++] = Math.min(255, Math.max(0, Math.round(sum)));
      }
    }
  }
  return made;
}

/** Each new pixel is the mean of so many old ones; beyond the end the last one counts once more. */
function meansOfRows(values: Uint8Array, { rows, from, to, channels }: Rows, count: number): Uint8Array {
  const made = new Uint8Array(rows * to * channels);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let x = 0; x < to; x++) {
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let i = 0; i < count; i++) {
          sum += values[(row * from + Math.min(from - 1, x * count + i)) * channels + channel];
        }
        made[at++] = Math.round(sum / count);
      }
    }
  }
  return made;
}

/** For each new pixel the first of the old ones that it is made of, and how much each of them counts. */
function weightsOf(from: number, to: number, scale: number, left: number): { first: number; shares: Float64Array }[] {
  const enlarges = scale < 1;
  const { kernel, lobes } = enlarges ? { kernel: catmullRom, lobes: 2 } : { kernel: lanczos, lobes: LOBES };
  const stretch = Math.max(1, scale);
  return Array.from({ length: to }, (_, i) => {
    // where it enlarges, libvips lays the edges of new pixels on the centres of old ones
    const centre = (enlarges ? i : i + 0.5) * scale - 0.5 - left;
    const first = Math.ceil(centre - lobes * stretch);
    const last = Math.floor(centre + lobes * stretch);
    const within = (place: number) => Math.min(from - 1, Math.max(0, place));
    // beyond the edge is more of what is at the edge
    const shares = new Float64Array(within(last) - within(first) + 1);
    for (let place = first; place <= last; place++) {
      shares[within(place) - within(first)] += kernel((place - centre) / stretch);
    }
    const sum = shares.reduce((total, share) => total + share, 0);
    return { first: within(first), shares: shares.map(share => share / sum) };
  });
}

function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= LOBES) return 0;
  const angle = Math.PI * x;
  return (LOBES * Math.sin(angle) * Math.sin(angle / LOBES)) / (angle * angle);
}

function catmullRom(x: number): number {
  const far = Math.abs(x);
  if (far >= 2) return 0;
  return far < 1 ? (1.5 * far - 2.5) * far * far + 1 : ((-0.5 * far + 2.5) * far - 4) * far + 2;
}

interface Turn {
  rows: number;
  columns: number;
  channels: number;
}

/** Rows become columns. */
function turned(values: Uint8Array, { rows, columns, channels }: Turn): Uint8Array {
  const made = new Uint8Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const from = (row * columns + column) * channels;
      const to = (column * rows + row) * channels;
      for (let channel = 0; channel < channels; channel++) made[to + channel] = values[from + channel];
    }
  }
  return made;
}
