import type { CourseSearch } from '../../lib/search/course-search';
import type { DigitSearch } from '../../lib/search/digit-search';
import type { PictureSearch } from '../../lib/search/picture-search';
import type { OpenFolder } from './find-folder';
import type { OpenReplies } from './open-replies';

/** What the page searches in. */
export interface Searches {
  concepts: Pick<CourseSearch, 'encoders' | 'find' | 'items' | 'sentences' | 'vectorOf'>;
  /** What pictures show; its photographs are among the items of `concepts`. */
  pictures: Pick<PictureSearch, 'meaning' | 'photographs'>;
  digits: DigitSearch;
  /** What answers questions. */
  answers: OpenReplies;
  /** A folder of the reader's own, where one is indexed. */
  folder?: OpenFolder;
}
