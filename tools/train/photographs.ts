import type { PhotographSource } from '../../lib/data/photographs';
import { loadBackbone } from '../../lib/encoders/backbone';
import { loadTowers, type Towers } from '../../lib/encoders/towers';
import { measurePhotographs } from '../../lib/evaluation/measure-photographs';
import type { PictureAndText } from '../../lib/evaluation/measure-towers';
import { photographWords } from '../../lib/training/photograph-words';
import { fitPictureKind } from '../../lib/training/picture-kind';
import type { Run } from './recipe';
import { notes } from './towers';

const SOURCES: PhotographSource[] = ['tuxpaint', 'gcompris'];

/** A table of words behind a backbone: its pictures are the classifier's own columns, its texts the names and descriptions of classes. */
export async function photographsRecipe(): Promise<Run> {
  const backbone = await loadBackbone();
  const towers = await loadTowers();
  const { table, encoders, towers: trained, options } = await photographWords(backbone, towers);
  return {
    ...{ towers: trained, options },
    about: { backbone: backbone.fingerprint, towers: towers.fingerprint },
    shipped: { table, kind: await fitPictureKind(backbone) },
    measure: () => measurePhotographsCheckpoint(encoders, towers),
  };
}

/** What an encoder of photographs and their words scores on the photographs that ship. */
export async function measurePhotographsCheckpoint(
  encoders: PictureAndText,
  towers: Pick<Towers, 'image' | 'side'>,
): Promise<Record<string, number>> {
  const { metrics, note } = notes();
  for (const source of SOURCES) {
    const scores = await measurePhotographs(source, encoders, towers);
    note(`name to ${source}`, scores.nameToPhotograph);
    note(`${source} to name`, scores.photographToName);
    note(`caption to ${source}`, scores.captionToPhotograph);
    note(`${source} to noto`, scores.photographToDrawing);
  }
  return metrics;
}
