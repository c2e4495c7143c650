import type { Exercise } from './exercise';
import { knnAccuracyExercise } from './knn-accuracy';
import { ownEncoder } from './own-encoder';
import { pairSampling } from './pair-sampling';

/** Every exercise of the course, in its order. */
export const exercises: readonly Exercise[] = [pairSampling, knnAccuracyExercise, ownEncoder];

/** @throws RangeError that lists the exercises there are */
export function exerciseById(id: string): Exercise {
  const found = exercises.find(exercise => exercise.id === id);
  if (found) return found;
  const ids = exercises.map(exercise => `'${exercise.id}'`).join(', ');
  throw new RangeError(`check: there is no exercise '${id}'; expected one of ${ids}`);
}
