import { loadClips } from '../data/clips';
import { loadConcepts } from '../data/concepts';
import { loadPictures, UNSEEN_STYLES } from '../data/pictures';
import { bothTexts } from '../encoders/both-texts';
import { loadFluentlessTower, loadTowers, type Towers } from '../encoders/towers';
import { measureCaptions, measureClips, measureStyle, type Recall } from './measure-towers';

/** One bar of a chart of recalls, with the names of what asks and what is found. */
export interface UnseenRecall extends Recall {
  name: string;
  /** The same by raw pixels. */
  raw?: Recall;
  /** What guessing would score. */
  chance: { at1: number; at10: number };
}

const MEASURES = { styles, concepts, clips };

/**
 * How well the finished towers find what they were not trained on:
 * - styles: names and pictures of the styles that were held out, each asking for the other, and the photographs' own captions;
 * - concepts: names of the 188 concepts that were held out, among themselves, by three encoders of texts; with and without those of
 *   which a near twin was trained on;
 * - clips: the mean of a clip's frames, and its first frame alone, looking for their drawing in another style.
 * @param what was held out
 * @param towers to be measured in place of the finished ones, by styles alone
 * @throws what the loading of the sets and checkpoints throws
 */
export async function measureUnseen(
  what: keyof typeof MEASURES,
  towers?: Pick<Towers, 'image' | 'text' | 'side'>,
): Promise<UnseenRecall[]> {
  return towers ? styles(towers) : MEASURES[what]();
}

const recallOf = (name: string, found: Recall, raw?: Recall): UnseenRecall => ({
  ...{ name, ...found },
  ...(raw && { raw }),
  chance: { at1: 1 / found.gallery, at10: Math.min(1, 10 / found.gallery) },
});

async function styles(given?: Pick<Towers, 'image' | 'text' | 'side'>): Promise<UnseenRecall[]> {
  const towers = given ?? (await loadTowers());
  const all = await loadConcepts();
  const found: UnseenRecall[] = [];
  for (const style of UNSEEN_STYLES) {
    const pictures = await loadPictures(style, { side: towers.side });
    const { textToImage, imageToText } = await measureStyle(towers, all, pictures);
    found.push(recallOf(`name → ${style}`, textToImage), recallOf(`${style} → name`, imageToText));
    if (style === 'tuxpaint') found.push(recallOf('caption → tuxpaint', await measureCaptions(towers, pictures)));
  }
  return found;
}

async function concepts(): Promise<UnseenRecall[]> {
  const { image, text, sentence, side } = await loadTowers('unseen-concepts');
  const all = await loadConcepts();
  const pictures = await loadPictures('twemoji', { side });
  const among = new Set(all.flatMap(({ heldOut }, label) => (heldOut ? [label] : [])));
  const without = Array.from(pictures.concepts, label => Number(all[label].twinInTraining));
  const texts = { 'hashed words': text, 'sentence encoder': sentence, both: bothTexts(text, sentence) };
  const found: UnseenRecall[] = [];
  for (const [name, encoder] of Object.entries(texts)) {
    const encoders = { image, text: encoder };
    const { textToImage } = await measureStyle(encoders, all, pictures, { among });
    const alone = await measureStyle(encoders, all, pictures, { among, without });
    found.push(recallOf(name, textToImage), recallOf(`${name}, no twin`, alone.textToImage));
  }
  return found;
}

async function clips(): Promise<UnseenRecall[]> {
  const { image, side } = await loadFluentlessTower();
  const found = await measureClips(image, await loadClips({ side }), await loadPictures('noto', { side }));
  return [
    recallOf('mean of the frames', found.frames, found['raw frames']),
    recallOf('first frame alone', found['first frame'], found['raw first frame']),
  ];
}
