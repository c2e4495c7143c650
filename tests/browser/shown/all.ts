import type { LessonShown } from '../lesson-shown';
import { expectLesson1 } from './lesson-1';
import { expectLesson2 } from './lesson-2';
import { expectLesson4 } from './lesson-4';
import { expectLesson5 } from './lesson-5';
import { expectLesson6 } from './lesson-6';
import { expectLesson7 } from './lesson-7';
import { expectLesson8 } from './lesson-8';

/** What each lesson shows, and how it answers, wherever it is shown: beyond what every lesson must. */
export const shown: Record<string, (lesson: LessonShown) => Promise<void>> = {
  '01-multimodality': expectLesson1,
  '02-contrastive-loss': expectLesson2,
  '04-pca-and-umap': expectLesson4,
  '05-one-space': expectLesson5,
  '06-multimodal-search': expectLesson6,
  '07-photographs': expectLesson7,
  '08-multimodal-rag': expectLesson8,
};
