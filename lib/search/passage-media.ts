import type { Passage } from '../data/passages';
import { listPhotographs } from '../data/photographs';
import { listRecordings } from '../data/recordings';

/** The ids of the items that passages came with: their own picture and sound, as far as these are among what can be found. */
export async function passageMedia(): Promise<(passage: Pick<Passage, 'picture' | 'sound'>) => string[]> {
  // as openPictureSearch and loadCourseItems number them
  const photographs = (await listPhotographs('gcompris')).filter(({ concept }) => concept !== undefined);
  const recordings = await listRecordings('animals');
  const pictures = new Map(photographs.map(({ from }, i) => [from, `gcompris/${i}`]));
  const sounds = new Map(recordings.map(({ origin }, i) => [origin, `animals/${i}`]));
  return ({ picture = '', sound = '' }) => [pictures.get(picture) ?? [], sounds.get(sound) ?? []].flat();
}
