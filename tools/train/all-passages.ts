import { openAnswers } from '../../lib/answers/open-answers';
import { BUILT_SETS } from '../../lib/data/data-set';
import { loadPassages } from '../../lib/data/passages';
import { loadQuestions } from '../../lib/data/questions';
import type { Figures } from '../../lib/evaluation/figures';
import { measureAnswers, measurePassages } from '../../lib/evaluation/measure-answers';
import { openPassageSearch, type RankedBy } from '../../lib/search/passage-search';
import type { FiguresRecipe } from './figures';

const RANKINGS: RankedBy[] = ['words', 'vectors', 'mix', 'fused'];

/**
 * How often the passage that answers is found, and a sentence that answers is quoted, among the passages about concepts, and among thirty
 * times as many: the set that `npm run datasets -- all-passages` makes.
 */
export const allPassagesRecipe: FiguresRecipe = {
  trainings: 1,
  steps: 2,
  async measure({ signal, steps, onStep }) {
    const questions = (await loadQuestions()).filter(({ by }) => by === 'text');
    const rows: Figures['rows'] = [];
    const fingerprints: string[] = [];
    for (const folder of [undefined, BUILT_SETS].slice(0, steps)) {
      const { passages, vectors, fingerprint } = await loadPassages({ folder });
      fingerprints.push(fingerprint);
      const search = await openPassageSearch(passages, { vectors });
      const answers = await openAnswers({ passages, vectors });
      try {
        for (const reworded of [false, true]) {
          for (const by of RANKINGS) {
            if (signal?.aborted) return undefined;
            const { at1, at5, of } = await measurePassages(search, questions, { by, reworded });
            rows.push({ what: 'passage', passages: passages.length, asked: askedIn(reworded), by, at1, at5, of });
          }
          const { right, answerable, invented, unanswerable } = await measureAnswers(answers, questions, { reworded });
          const said = { right, answerable, invented, unanswerable };
          rows.push({ what: 'sentence', passages: passages.length, asked: askedIn(reworded), ...said });
        }
      } finally {
        await answers.close();
        await search.close();
      }
      onStep(fingerprints.length, 0);
    }
    return { config: { few: fingerprints[0], all: fingerprints[1] ?? '' }, rows };
  },
};

const askedIn = (reworded: boolean) => (reworded ? 'in other words' : 'as asked');
