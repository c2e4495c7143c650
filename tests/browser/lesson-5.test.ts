import { testShown } from './lesson';
import { expectLesson5 } from './shown/lesson-5';

testShown('05-one-space', 'lesson 5: what is written, spoken and drawn is shown and can be played', expectLesson5);
