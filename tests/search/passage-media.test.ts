import { expect, test } from 'vitest';
import { loadAllPassages } from '../../lib/data/passages';
import { loadPhotographFiles } from '../../lib/data/photographs';
import { loadRecordings } from '../../lib/data/recordings';
import { passageMedia } from '../../lib/search/passage-media';

test('a passage has the ids of the picture and the sound that it came with, and an article has none', async () => {
  const [mediaOf, { passages }] = [await passageMedia(), await loadAllPassages()];
  const named = (title: string) => passages.find(passage => passage.title === title)!;
  const [picture, sound] = mediaOf(named('Cow')).map(id => id.split('/'));
  expect([picture[0], sound[0]]).toEqual(['gcompris', 'animals']);
  const photographs = (await loadPhotographFiles('gcompris')).filter(({ concept }) => concept !== undefined);
  expect(photographs[Number(picture[1])].name).toBe('cow');
  expect((await loadRecordings('animals')).names[Number(sound[1])]).toBe('cow');
  expect(mediaOf(named('Bison'))).toHaveLength(1);
  expect(mediaOf(named('Cattle'))).toEqual([]);
});
