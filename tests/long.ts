/** True for `npm run test:long`, which does what takes minutes more often, and in the browser too. */
export const long = process.env.COURSE_TESTS === 'long';

/** How many rounds of something that is random, of which each proves a little more. */
export const rounds = (usual: number, atLength: number): number => (long ? atLength : usual);
