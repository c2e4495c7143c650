import { testShown } from './lesson';
import { expectLesson7 } from './shown/lesson-7';

testShown(
  '07-photographs',
  'lesson 7: photographs, what they find and the tables that compare are shown',
  expectLesson7,
);
