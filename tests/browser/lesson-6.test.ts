import { testShown } from './lesson';
import { expectLesson6 } from './shown/lesson-6';

testShown('06-multimodal-search', 'lesson 6: what the search finds is shown and can be played', expectLesson6);
