import type { Answers } from './answers';
import { cosineSimilarityAnswers, nearestNeighboursAnswers } from './lesson-1';
import {
  chooseTemperatureAnswers,
  cosineContrastiveAnswers,
  infoNceAnswers,
  symmetricInfoNceAnswers,
  tripletGradientAnswers,
} from './lesson-2';
import { augmentAnswers, knnAccuracyAnswers, pairSamplingAnswers } from './lesson-3';
import { chooseMetricAnswers, projectByHandAnswers, readATrapAnswers, wrongClusterAnswers } from './lesson-4';
import { findTheLeakAnswers, joinModalityAnswers } from './lesson-5';
import { recallAtKAnswers, reciprocalRankFusionAnswers, rerankHubsAnswers, vectorArithmeticAnswers } from './lesson-6';
import { mineHardNegativesAnswers, quantiseAnswers, searchReportAnswers, splitBySourceAnswers } from './lesson-7';
import { chunkAnswers, ndcgAnswers, supportedAnswers, whenToBeSilentAnswers } from './lesson-8';
import { ownEncoderAnswers } from './own-encoder';
import { shareIntervalAnswers } from './share-interval';

/** The answers on file, by exercise. */
export const answersOf: Record<string, Answers> = {
  'cosine-similarity': cosineSimilarityAnswers,
  'nearest-neighbours': nearestNeighboursAnswers,
  'cosine-contrastive': cosineContrastiveAnswers,
  'info-nce': infoNceAnswers,
  'symmetric-info-nce': symmetricInfoNceAnswers,
  'triplet-gradient': tripletGradientAnswers,
  'choose-temperature': chooseTemperatureAnswers,
  'pair-sampling': pairSamplingAnswers,
  'knn-accuracy': knnAccuracyAnswers,
  augment: augmentAnswers,
  'project-by-hand': projectByHandAnswers,
  'choose-metric': chooseMetricAnswers,
  'read-a-trap': readATrapAnswers,
  'wrong-cluster': wrongClusterAnswers,
  'join-modality': joinModalityAnswers,
  'find-the-leak': findTheLeakAnswers,
  'recall-at-k': recallAtKAnswers,
  'reciprocal-rank-fusion': reciprocalRankFusionAnswers,
  'rerank-hubs': rerankHubsAnswers,
  'vector-arithmetic': vectorArithmeticAnswers,
  'share-interval': shareIntervalAnswers,
  'split-by-source': splitBySourceAnswers,
  'mine-hard-negatives': mineHardNegativesAnswers,
  quantise: quantiseAnswers,
  'search-report': searchReportAnswers,
  chunk: chunkAnswers,
  ndcg: ndcgAnswers,
  'when-to-be-silent': whenToBeSilentAnswers,
  supported: supportedAnswers,
};

/** Those of exercises that train something: tried by slow tests. */
export const trainedAnswersOf: Record<string, Answers> = { 'own-encoder': ownEncoderAnswers };
