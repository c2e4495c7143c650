import { loadConcepts } from '../data/concepts';
import { loadPictures, type Style, TRAINED_STYLES } from '../data/pictures';
import { takePictures } from '../data/take-pictures';
import { loadSounds } from '../encoders/sounds';
import type { Towers } from '../encoders/towers';
import type { tf } from '../engine/index';
import { labelledNotes } from './known-sounds';

/** Embeddings, with the concept of each. */
export interface ConceptRows {
  rows: Float32Array;
  labels: number[];
}

/** What the image tower makes of every picture of these concepts, in the styles that it was trained on. */
export async function pictureRows(
  { image, side }: Pick<Towers, 'image' | 'side'>,
  concepts: number[],
): Promise<ConceptRows> {
  const wanted = new Set(concepts);
  const rows: number[] = [];
  const labels: number[] = [];
  for (const style of TRAINED_STYLES) {
    const pictures = await loadPictures(style, { side });
    const shown = Array.from(pictures.concepts, (_, i) => i).filter(i => wanted.has(pictures.concepts[i]));
    if (shown.length === 0) continue;
    const embedded = await image.embed(takePictures(pictures, shown));
    rows.push(...(await embedded.data()));
    labels.push(...shown.map(i => pictures.concepts[i]));
    embedded.dispose();
  }
  return { rows: Float32Array.from(rows), labels };
}

/** What the text tower makes of the names of these concepts. */
export async function nameRows({ text }: Pick<Towers, 'text'>, labels: number[]): Promise<ConceptRows> {
  const concepts = await loadConcepts();
  const embedded = await text.embed(labels.map(label => concepts[label].name));
  const rows = Float32Array.from(await embedded.data());
  embedded.dispose();
  return { rows, labels };
}

/** Embeddings of things of one kind, with the concept of each; the caller disposes the rows. */
export interface EmbeddedKind {
  rows: tf.Tensor2D;
  labels: number[];
}

/**
 * What encoders make of all concepts, to look at the space itself: of their names, and of a flat and an outlined drawing of each (twemoji
 * and openmoji, in which nothing was trained).
 * @param options.notes whether to embed notes as well, of the octave that was held out, by the encoder of sounds that is bound to the
 *   finished towers; false by default
 */
export async function embedConcepts(
  { image, text, side }: Pick<Towers, 'image' | 'text' | 'side'>,
  { notes = false }: { notes?: boolean } = {},
): Promise<Record<'drawings' | 'outlines' | 'words', EmbeddedKind> & { notes?: EmbeddedKind }> {
  const concepts = await loadConcepts();
  const inStyle = async (style: Style): Promise<EmbeddedKind> => {
    const pictures = await loadPictures(style, { side });
    return { rows: await image.embed(pictures), labels: Array.from(pictures.concepts) };
  };
  const names = { rows: await text.embed(concepts.map(({ name }) => name)), labels: concepts.map((_, i) => i) };
  return {
    ...{ drawings: await inStyle('twemoji'), outlines: await inStyle('openmoji'), words: names },
    ...(notes && { notes: await heldOutNotes() }),
  };
}

async function heldOutNotes(): Promise<EmbeddedKind> {
  const { heldOut } = await labelledNotes('octave');
  const { note, dispose } = await loadSounds();
  const rows = await note.embed(heldOut);
  dispose();
  return { rows, labels: Array.from(heldOut.labels) };
}
