import { type Clips, loadClips } from './clips';
import { type Concept, loadConcepts } from './concepts';
import { loadNotes, type Notes } from './instruments';
import type { PictureItems } from './picture-items';
import { loadPictures, type Pictures, STYLES, type Style, UNSEEN_STYLES } from './pictures';
import { loadRecordings, type Recordings } from './recordings';
import { readPlaces, type Sound, type SoundPlace } from './sound-place';
import type { Side } from './sprite-sheet';
import { takeClips, takePictures } from './take-pictures';

/** One of the ways in which a concept can be met, by its English name. */
export interface ConceptMedia {
  concepts: Concept[];
  /** The concept of a name. */
  concept(name: string): Concept;
  /** The styles that are loaded: those that encoders are trained on, and those that none is. */
  trainedStyles: Style[];
  unseenStyles: Style[];
  /** All pictures of a style. */
  pictures(style: Style): Pictures;
  /** Whether there is a picture in a style. */
  hasPicture(name: string, style: Style): boolean;
  /** The picture of a concept, or one for each of several; of photographs the first of each. */
  picture(names: string | string[], style: Style): PictureItems;
  /** The frames of its clip. */
  clip(name: string): PictureItems;
  /** The first recording of an animal or instrument that no encoder was trained on. */
  recording(name: string): Sound;
  /** A middle C, by the id of a preset of the set `instruments`: 'trumpet'. None of its octave was trained on, but for drums. */
  note(preset: string): Promise<Sound>;
}

const MIDDLE_C = 60;

/**
 * The data of the course, to be asked by name: what a lesson shows of a lion.
 * @param side height and width of pictures and frames in pixels
 * @param styles which art styles to load; by default those that no encoder was trained on; 'all' for those as well that they were
 * @throws Error when a file is missing, cut short or changed; RangeError, from its functions, for what there is not
 */
export async function loadConceptMedia({
  side = 48,
  styles = UNSEEN_STYLES,
}: {
  side?: Side;
  styles?: readonly Style[] | 'all';
} = {}): Promise<ConceptMedia> {
  const concepts = await loadConcepts();
  const clips = await loadClips({ side });
  const recordings = [await loadRecordings('animals'), await loadRecordings('instruments')];
  const notes = await loadNotes();
  const sets = new Map<Style, Pictures>();
  for (const style of styles === 'all' ? STYLES : styles) sets.set(style, await loadPictures(style, { side }));

  const labelOf = (name: string) => {
    const label = concepts.findIndex(concept => concept.name === name);
    if (label >= 0) return label;
    const like = concepts.filter(concept => concept.name.includes(name)).map(concept => concept.name);
    throw new RangeError(
      `loadConceptMedia: there is no concept '${name}', expected an English name${like.length ? ` such as ${like.slice(0, 3).join(', ')}` : ''}`,
    );
  };
  const drawnIn = (style: Style) => {
    const pictures = sets.get(style);
    if (pictures) return pictures;
    throw new RangeError(
      `loadConceptMedia: the style '${style}' is not loaded, expected one of ${[...sets.keys()].join(', ')}`,
    );
  };
  return {
    concepts,
    concept: name => concepts[labelOf(name)],
    trainedStyles: [...sets.keys()].filter(style => !UNSEEN_STYLES.includes(style)),
    unseenStyles: [...sets.keys()].filter(style => UNSEEN_STYLES.includes(style)),
    pictures: drawnIn,
    hasPicture: (name, style) => drawnIn(style).concepts.includes(labelOf(name)),
    picture: (names, style) => {
      const pictures = drawnIn(style);
      return takePictures(
        pictures,
        [names].flat().map(name => position(pictures, labelOf(name), `picture of '${name}' in ${style}`)),
      );
    },
    clip: name => takeClips(clips, [position(clips, labelOf(name), `clip of '${name}'`)]),
    recording: name => unheard(recordings, labelOf(name), name),
    note: async preset => (await readPlaces([middleC(notes, preset)]))[0],
  };
}

function position({ concepts }: Pick<Pictures | Clips, 'concepts'>, label: number, what: string): number {
  const found = concepts.indexOf(label);
  if (found < 0) throw new RangeError(`loadConceptMedia: there is no ${what}`);
  return found;
}

function unheard(kinds: Recordings[], label: number, name: string): Sound {
  for (const { sounds, labels, training } of kinds) {
    const found = labels.findIndex((other, i) => other === label && !training[i]);
    if (found >= 0) return sounds[found];
  }
  throw new RangeError(`loadConceptMedia: there is no recording of '${name}' that was kept out of training`);
}

function middleC({ keys, places, presets, presetOf }: Notes, preset: string): SoundPlace {
  const place = places[keys.findIndex((key, i) => key === MIDDLE_C && presets[presetOf[i]].id === preset)];
  if (place) return place;
  throw new RangeError(
    `loadConceptMedia: there is no middle C of '${preset}', expected one of ${presets
      .filter(({ percussion }) => !percussion)
      .map(({ id }) => id)
      .join(', ')}`,
  );
}
