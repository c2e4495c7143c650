import { augment } from './augment';
import { chooseMetric } from './choose-metric';
import { chooseTemperature } from './choose-temperature';
import { chunkExercise } from './chunk';
import { cosineContrastive } from './cosine-contrastive';
import { cosineSimilarity } from './cosine-similarity';
import type { Exercise } from './exercise';
import { findTheLeak } from './find-the-leak';
import { infoNceExercise } from './info-nce';
import { joinModality } from './join-modality';
import { knnAccuracyExercise } from './knn-accuracy';
import { mineHardNegatives } from './mine-hard-negatives';
import { ndcgExercise } from './ndcg';
import { nearestNeighbours } from './nearest-neighbours';
import { ownEncoder } from './own-encoder';
import { pairSampling } from './pair-sampling';
import { projectByHand } from './project-by-hand';
import { quantise } from './quantise';
import { readATrap } from './read-a-trap';
import { recallAtKExercise } from './recall-at-k';
import { reciprocalRankFusion } from './reciprocal-rank-fusion';
import { rerankHubs } from './rerank-hubs';
import { searchReport } from './search-report';
import { shareIntervalExercise } from './share-interval';
import { splitBySource } from './split-by-source';
import { supportedExercise } from './supported';
import { symmetricInfoNce } from './symmetric-info-nce';
import { tripletGradient } from './triplet-gradient';
import { vectorArithmetic } from './vector-arithmetic';
import { whenToBeSilent } from './when-to-be-silent';
import { wrongCluster } from './wrong-cluster';

/** Every exercise of the course, in its order. */
export const exercises: readonly Exercise[] = [
  // lesson 1
  cosineSimilarity,
  nearestNeighbours,
  // lesson 2
  cosineContrastive,
  infoNceExercise,
  symmetricInfoNce,
  tripletGradient,
  chooseTemperature,
  // lesson 3
  pairSampling,
  knnAccuracyExercise,
  augment,
  ownEncoder,
  // lesson 4
  projectByHand,
  chooseMetric,
  readATrap,
  wrongCluster,
  // lesson 5
  joinModality,
  findTheLeak,
  shareIntervalExercise,
  // lesson 6
  recallAtKExercise,
  reciprocalRankFusion,
  rerankHubs,
  vectorArithmetic,
  // lesson 7
  splitBySource,
  mineHardNegatives,
  quantise,
  searchReport,
  // lesson 8
  chunkExercise,
  ndcgExercise,
  whenToBeSilent,
  supportedExercise,
];

/** @throws RangeError that lists the exercises there are */
export function exerciseById(id: string): Exercise {
  const found = exercises.find(exercise => exercise.id === id);
  if (found) return found;
  const ids = exercises.map(exercise => `'${exercise.id}'`).join(', ');
  throw new RangeError(`check: there is no exercise '${id}'; expected one of ${ids}`);
}
