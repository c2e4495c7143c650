import { startEngineInBrowser } from '../../../../lib/engine/browser';
import { type Found, findCards } from '../../../search/found';
import type { SearchOptions } from '../../../search/options';
import { withReasons } from '../../../search/reasons';
import { loadDigitSearch } from './digit-search';
import { HERE, onBytes } from './download';
import type { DemoAnswer, DemoHit, Numbered, Question, Said } from './messages';
import { loadPhotographSearch } from './photograph-search';
import { loadWordSearch, type WordSearch } from './word-search';

/** The search of the course in a worker of a browser: loads what a question needs, and answers it. */

/** How many are found at once. */
const FOUND = 18;
const PICTURES: SearchOptions = { among: 'concepts', modality: 'image', k: FOUND };

/** What was loaded, or is on its way; what failed is loaded anew. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load().catch(error => {
      loaded = undefined;
      throw error;
    });
    return loaded;
  };
}

const engine = once(() => startEngineInBrowser(HERE));
const words = once(async () => {
  await engine();
  return loadWordSearch();
});
const photographs = once(async () => loadPhotographSearch(await words()));
const digits = once(async () => {
  await engine();
  return loadDigitSearch();
});

async function answer(question: Exclude<Question, { ask: 'load' }>): Promise<DemoAnswer> {
  if (question.ask === 'digit') return nearestDigits(question.drawn);
  const searched = await words();
  if (question.ask === 'photograph') {
    const { find, nothing } = await (await photographs())(question.file);
    return told(searched, { ...(await findCards(PICTURES, find)), nothing: nothing || undefined });
  }
  return told(searched, await findCards(PICTURES, searched.finderOf(question.words.trim())));
}

const told = ({ items, places, names }: WordSearch, { hits, asked, nothing, meanings }: Found): DemoAnswer => ({
  hits: hits.slice(0, FOUND).map(({ id, similarity, reason }): DemoHit => {
    const { title, source, unseen, label } = items.get(id)!;
    return {
      ...{ id, title, source, unseen, similarity, reason },
      concept: names.get(label)!,
      picture: places.get(id)!,
    };
  }),
  ...{ asked, nothing: nothing ?? false, sentence: meanings !== undefined },
});

async function nearestDigits(drawn: ImageData): Promise<DemoAnswer> {
  const { hits, items, placeOf } = await (await digits())(drawn, FOUND);
  const shown = withReasons(hits, 'seen').map(({ id, similarity, reason }): DemoHit => {
    const { title, source, unseen } = items.get(id)!;
    return { ...{ id, title, source, unseen, similarity, reason }, concept: title, picture: placeOf(id) };
  });
  return { hits: shown, asked: 'a drawn digit', nothing: false, sentence: false };
}

const say = (number: number, said: Said) => postMessage({ ...said, number } satisfies Numbered<Said>);

/** Functions of the course begin what they complain of with their own name. */
const plain = (message: string) => message.replace(/^[a-z]\w*(?:\.\w+)?: /, '');

// one after the other: what is loaded belongs to the question that needs it
let last: Promise<void> = Promise.resolve();
addEventListener('message', ({ data }: MessageEvent<Numbered<Question>>) => {
  last = last.then(async () => {
    const { number } = data;
    let bytes = 0;
    onBytes(more => {
      bytes += more;
      say(number, { said: 'loading', bytes });
    });
    try {
      if (data.ask === 'load') {
        await words();
        say(number, { said: 'loaded', engine: await engine() });
      } else say(number, { said: 'answer', answer: await answer(data) });
    } catch (error) {
      say(number, { said: 'problem', problem: plain((error as Error).message) });
    }
  });
});
