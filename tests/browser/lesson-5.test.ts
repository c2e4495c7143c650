import { expectLessonRan, photographCharts, testShown } from './lesson';
import { expectPicturesShow, expectPlayersPlay } from './media';

testShown('05-one-space', 'lesson 5: what is written, spoken and drawn is shown and can be played', async ran => {
  const { notebook } = ran;
  await expectLessonRan(ran);
  await photographCharts(ran);
  await expectPicturesShow(notebook, 40);
  await expectPlayersPlay(notebook, 3);
});
