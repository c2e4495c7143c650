import { loadConceptMedia } from '../data/concept-media';
import { loadPassages } from '../data/passages';
import type { PictureItems } from '../data/picture-items';
import type { Style } from '../data/pictures';
import { startSentences } from '../encoders/sentences';
import { loadTowers } from '../encoders/towers';
import { tf } from '../engine/index';
import type { Rows } from '../engine/rows';
import { cosineMatrix } from '../metrics/cosine-matrix';
import { meanRow } from '../search/directions';
import { sentenceRows } from '../search/sentence-rows';

/** Things that are known in two ways. */
export interface LooksAndAbout {
  things: { title: string; picture: PictureItems }[];
  /** The cosine of each thing with each, -1 to 1, of what the image tower makes of their pictures. */
  looks: number[][];
  /** The same of the mean directions of the sentences of their passages. */
  about: number[][];
  /** Things of one kind, by their positions: what somebody may have on a shelf. */
  shelves: { kind: string; members: number[] }[];
}

const cosinesOf = (rows: Rows) => cosineMatrix(rows, rows);

/** A shelf of fewer says nothing of its kind, and one of more is no shelf. */
const [SMALLEST, LARGEST] = [3, 20];

/**
 * What the passages' concepts look like, and what the passages are about. Of a passage about several concepts the first that has a picture
 * counts, so that no text is compared with itself.
 * @param options.style of the pictures: twemoji by default, which the tower was not trained on
 * @throws Error when a set is missing or damaged
 */
export async function loadLooksAndAbout({ style = 'twemoji' }: { style?: Style } = {}): Promise<LooksAndAbout> {
  const [media, { passages, vectors }] = [await loadConceptMedia({ styles: [style] }), await loadPassages()];
  const names = new Map(media.concepts.map(({ id, name }) => [id, name]));
  const shown = passages.flatMap((passage, at) => {
    const name = passage.concepts.map(id => names.get(id)!).find(one => media.hasPicture(one, style));
    return name === undefined ? [] : [{ passage, at, name }];
  });
  const things = shown.map(({ passage, name }) => ({ title: passage.title, picture: media.picture(name, style) }));

  const pictures = media.picture(
    shown.map(({ name }) => name),
    style,
  );

  const model = startSentences();
  const { rows, dim, starts } = await sentenceRows(passages, model, vectors);
  await model.close();
  const sentence = (row: number) => rows.subarray(row * dim, (row + 1) * dim);
  const about = new Float32Array(things.length * dim);
  shown.forEach(({ passage, at }, i) => {
    const own = passage.sentences.map((_, nth) => sentence(starts[at] + nth));
    about.set(meanRow(own, dim), i * dim);
  });
  return {
    things,
    looks: await cosinesOf(await looksOf(pictures)),
    about: await cosinesOf({ rows: about, dim }),
    shelves: shelvesOf(shown.map(({ passage }) => passage.kinds)),
  };
}

async function looksOf(pictures: PictureItems): Promise<Rows> {
  const towers = await loadTowers();
  try {
    const embedded = await towers.image.embed(pictures);
    const rows = Float32Array.from(await embedded.data());
    tf.dispose(embedded);
    return { rows, dim: towers.image.dim };
  } finally {
    towers.dispose();
  }
}

/** The things of each kind that has not too few and not too many; kinds of the same things once, under the name that comes first. */
function shelvesOf(kinds: readonly string[][]): LooksAndAbout['shelves'] {
  const members = new Map<string, number[]>();
  kinds.forEach((own, i) => {
    for (const kind of own) members.set(kind, [...(members.get(kind) ?? []), i]);
  });
  const fitting = [...members]
    .filter(([, { length }]) => length >= SMALLEST && length <= LARGEST)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const once = new Map(fitting.reverse().map(([kind, all]) => [all.join(), { kind, members: all }]));
  return [...once.values()].reverse();
}
