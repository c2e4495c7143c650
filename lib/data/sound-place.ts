import { DATASETS, openDataSet, readSetFile } from './data-set';
import { decodeSound } from './decode-sound';

/** Where in the sets that ship with the course a sound is: plain data, to be kept beside an embedding and played later. */
export interface SoundPlace {
  /** The set's folder in datasets/. */
  set: string;
  file: string;
  /** The first sample, and how many there are. */
  start: number;
  length: number;
}

/** A mono sound: values in -1..1, `rate` samples a second. */
export interface Sound {
  samples: Float32Array;
  rate: number;
}

export interface ReadPlaceOptions {
  /** The folder of the sets; datasets/ by default. */
  folder?: string;
}

/**
 * The sounds at these places, in the same order; a file is read and decoded once, however many of its sounds are asked for.
 * @throws Error when a file is missing, cut short or changed; RangeError for a place outside its file
 */
export async function readPlaces(places: SoundPlace[], options: ReadPlaceOptions = {}): Promise<Sound[]> {
  const folder = options.folder ?? DATASETS;
  const files = new Map<string, Sound>();
  const sounds: Sound[] = [];
  for (const { set, file, start, length } of places) {
    const path = `${set}/${file}`;
    let whole = files.get(path);
    if (!whole) {
      const opened = await openDataSet('readPlaces', set, folder);
      const { channels, rate } = await decodeSound(await readSetFile('readPlaces', opened, file, folder));
      whole = { samples: channels[0], rate };
      files.set(path, whole);
    }
    if (!(start >= 0 && length >= 0 && start + length <= whole.samples.length)) {
      throw new RangeError(
        `readPlaces: samples ${start} to ${start + length} of ${path}, expected a place within its ${whole.samples.length}`,
      );
    }
    sounds.push({ samples: whole.samples.subarray(start, start + length), rate: whole.rate });
  }
  return sounds;
}
