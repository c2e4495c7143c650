import { testShown } from './lesson';
import { expectLesson8 } from './shown/lesson-8';

testShown(
  '08-multimodal-rag',
  'lesson 8: answers stand beside their sources, what is asked about can be seen and heard, two spaces can be mixed',
  expectLesson8,
);
