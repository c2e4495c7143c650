import type { CourseSearch } from '../../lib/search/course-search';
import type { DigitSearch } from '../../lib/search/digit-search';

/** What the page searches in. */
export interface Searches {
  concepts: Pick<CourseSearch, 'encoders' | 'find' | 'items' | 'sentences' | 'vectorOf'>;
  digits: DigitSearch;
}
