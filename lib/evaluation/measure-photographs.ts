import { loadConcepts } from '../data/concepts';
import { loadPhotographs, type PhotographSource } from '../data/photographs';
import { loadPictures } from '../data/pictures';
import { sharedPart } from '../encoders/photographs';
import type { Towers } from '../encoders/towers';
import { measureCaptions, measureStyle, measureToPictures, type PictureAndText, type Recall } from './measure-towers';

/** How well photographs and words find each other that nothing was trained on, and photographs the drawing of their concept. */
export interface PhotographScores {
  nameToPhotograph: Recall;
  photographToName: Recall;
  captionToPhotograph: Recall;
  photographToDrawing: Recall;
}

/**
 * Scores an encoder of photographs on one of the sets that ship, among the photographs that show a concept of the course.
 * @param encoders photographs and texts as rows of the two parts of a table of words
 * @param towers of drawings, in whose space the first part lies
 */
export async function measurePhotographs(
  source: PhotographSource,
  encoders: PictureAndText,
  towers: Pick<Towers, 'image' | 'side'>,
): Promise<PhotographScores> {
  const concepts = await loadConcepts();
  const photographs = await loadPhotographs(source, { onlyConcepts: true });
  const { textToImage, imageToText } = await measureStyle(encoders, concepts, photographs);
  const drawings = await loadPictures('noto', { side: towers.side });
  return {
    nameToPhotograph: textToImage,
    photographToName: imageToText,
    captionToPhotograph: await measureCaptions(encoders, photographs),
    photographToDrawing: await measureToPictures(
      { image: sharedPart(encoders.image), pictures: photographs },
      { image: towers.image, pictures: drawings },
    ),
  };
}
