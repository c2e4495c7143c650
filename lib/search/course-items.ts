import { createHash } from 'node:crypto';
import { type Clips, loadClips } from '../data/clips';
import { type Concept, loadConcepts } from '../data/concepts';
import { loadNotes, splitNotes } from '../data/instruments';
import type { PictureItems } from '../data/picture-items';
import { loadPictures, type Pictures, STYLES, UNSEEN_STYLES } from '../data/pictures';
import { loadRecordings } from '../data/recordings';
import { readPlaces, type Sound } from '../data/sound-place';
import type { Side } from '../data/sprite-sheet';
import { takeClips, takePictures } from '../data/take-pictures';
import type { ItemDetails } from './stores/vector-store';

/** What an item is made of, and what a reader sees, hears or reads of it. */
export type Content = { picture: PictureItems } | { sound: Sound } | { clip: PictureItems } | { text: string };

/** Something that can be found. */
export interface CourseItem extends ItemDetails {
  content: Content;
  /** Whether no encoder was trained on it. */
  unseen: boolean;
}

/** Notes are shown at this pitch: middle C, of an octave that no encoder was trained on, but for drums. */
const MIDDLE_C = 60;

/**
 * Everything in the course's sets that can be found: 9,000 drawings and photographs, the names of the concepts and the captions of the
 * photographs, 398 clips, recordings of animals and instruments, and a note of every preset.
 * @param side height and width of pictures and frames, in pixels: what the image encoder takes
 * @throws Error when a file is missing, cut short or changed
 */
export async function loadCourseItems({ side = 48 }: { side?: Side } = {}): Promise<CourseItem[]> {
  const concepts = await loadConcepts();
  const items: CourseItem[] = [];
  for (const style of STYLES) items.push(...pictureItems(await loadPictures(style, { side }), concepts));
  items.push(...concepts.map(({ id, name }) => textItem(`name/${id}`, 'name', name, id)));
  items.push(...captionItems(await loadPictures('tuxpaint', { side: 32 }), concepts));
  items.push(...clipItems(await loadClips({ side }), concepts));
  items.push(...(await loadCourseSounds()));
  return items;
}

/**
 * The sounds among everything that can be found: recordings of animals and instruments, and a note of every preset.
 * @throws Error when a file is missing, cut short or changed
 */
export async function loadCourseSounds(): Promise<CourseItem[]> {
  const concepts = await loadConcepts();
  const items: CourseItem[] = [];
  for (const kind of ['animals', 'instruments'] as const) items.push(...(await recordingItems(kind, concepts)));
  items.push(...(await noteItems(concepts)));
  return items;
}

function pictureItems(pictures: Pictures, concepts: Concept[]): CourseItem[] {
  const { style, captions, size } = pictures;
  return Array.from({ length: size }, (_, i) => {
    const picture = takePictures(pictures, [i]);
    return {
      ...{ id: `${style}/${i}`, modality: 'image', source: style, title: captions[i] },
      ...{ label: concepts[pictures.concepts[i]].id, hash: digest(picture.pixels), content: { picture } },
      unseen: UNSEEN_STYLES.includes(style),
    };
  });
}

const textItem = (id: string, source: string, text: string, label: string): CourseItem => ({
  ...{ id, modality: 'text', source, title: text, label },
  ...{ hash: digest(text), content: { text }, unseen: source !== 'name' },
});

/** The captions of the photographs, each once for a concept. */
function captionItems({ captions, concepts: shown }: Pictures, concepts: Concept[]): CourseItem[] {
  const items = new Map<string, CourseItem>();
  captions.forEach((caption, i) => {
    const { id } = concepts[shown[i]];
    items.set(`${id} ${caption}`, textItem(`caption/${i}`, 'caption', caption, id));
  });
  return [...items.values()];
}

function clipItems(clips: Clips, concepts: Concept[]): CourseItem[] {
  return Array.from({ length: clips.size }, (_, i) => {
    const clip = takeClips(clips, [i]);
    return {
      ...{ id: `clip/${i}`, modality: 'video', source: 'fluent-animated', title: clips.captions[i] },
      ...{ label: concepts[clips.concepts[i]].id, hash: digest(clip.pixels), content: { clip } },
      // its frames resemble pictures that the image tower was trained on
      unseen: false,
    };
  });
}

async function recordingItems(kind: 'animals' | 'instruments', concepts: Concept[]): Promise<CourseItem[]> {
  const { sounds, labels, names, sources, training } = await loadRecordings(kind);
  return sounds.map((sound, i) => ({
    ...{ id: `${kind}/${i}`, modality: 'audio', source: sources[i], title: names[i] },
    ...{ label: concepts[labels[i]].id, hash: soundDigest(sound), content: { sound }, unseen: !training[i] },
  }));
}

async function noteItems(concepts: Concept[]): Promise<CourseItem[]> {
  const notes = await loadNotes();
  // what the encoder of the search was trained without
  const heldOut = new Set((await splitNotes(notes, 'octave')).test);
  const chosen = [...notes.keys.keys()].filter(i => notes.keys[i] === MIDDLE_C && notes.places[i]);
  const sounds = await readPlaces(chosen.map(i => notes.places[i]!));
  return chosen.map((i, at) => ({
    ...{ id: `note/${i}`, modality: 'audio', source: 'instruments', title: notes.presets[notes.presetOf[i]].name },
    ...{
      label: concepts[notes.concepts[i]].id,
      hash: soundDigest(sounds[at]),
      content: { sound: sounds[at] },
      unseen: heldOut.has(i),
    },
  }));
}

const digest = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

const soundDigest = ({ samples, rate }: Sound) =>
  createHash('sha256')
    .update(`${rate} `)
    .update(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength))
    .digest('hex');
