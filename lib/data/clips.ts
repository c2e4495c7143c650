import { conceptPositions, loadConcepts } from './concepts';
import { DATASETS, fingerprint, openDataSet, readSetFile } from './data-set';
import { checkSide, readTiles, type Side, TILE_SIDE } from './sprite-sheet';

/** Frames a clip, evenly spaced over the animation, which is a loop of two or three seconds. */
export const CLIP_FRAMES = 8;

/** Short films without sound: Microsoft's animated Fluent emoji, at most one a concept. */
export interface Clips {
  frames: typeof CLIP_FRAMES;
  /** Height and width of a frame, in pixels. */
  side: number;
  /** `size * 8 * side * side * 3` values from 0 to 255: clip after clip, frame after frame, each as in `Pictures`. */
  pixels: Uint8Array;
  /** What each shows: `size` positions in the list of `loadConcepts()`. */
  concepts: Int32Array;
  /** The English name of each one's concept. */
  captions: string[];
  size: number;
  /** SHA-256 of the files and of the side: two sets are the same when it is the same. */
  fingerprint: string;
}

export interface LoadClipsOptions {
  /** 64 (as they ship), 48 or 32 pixels, made smaller by averaging areas. */
  side?: Side;
  /** The folder of the sets; datasets/ by default. */
  folder?: string;
}

interface ClipIndex {
  clips: { sprite: string; items: [concept: string, file: string][] };
}

/**
 * The clips, checked against their SHA-256. Their frames look like the pictures of the style `fluent-3d`, and many were drawn from
 * the same model: an encoder that saw the Fluent styles has all but seen the clips.
 * @throws RangeError for a side that does not exist; Error when a file is missing, cut short or changed
 */
export async function loadClips(options: LoadClipsOptions = {}): Promise<Clips> {
  const { side = TILE_SIDE, folder = DATASETS } = options;
  checkSide('loadClips', side);
  const concepts = await loadConcepts({ folder });
  const positions = conceptPositions(concepts);
  const set = await openDataSet<ClipIndex>('loadClips', 'emoji-mit', folder);
  const { sprite, items } = set.clips;
  const file = await readSetFile('loadClips', set, sprite, folder);
  const shown = Int32Array.from(items, ([concept]) => positions.get(concept)!);
  return {
    frames: CLIP_FRAMES,
    side,
    pixels: await readTiles('loadClips', file, items.length * CLIP_FRAMES, side),
    concepts: shown,
    captions: Array.from(shown, i => concepts[i].name),
    size: items.length,
    fingerprint: fingerprint(set, sprite, side, items),
  };
}
