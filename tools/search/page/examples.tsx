import type { Item } from '../answers';
import { Medium } from './medium';
import type { Query } from './query';

/** In several languages, as an emoji, and a sentence. */
const WORDS: [words: string, language: string][] = [
  ['trumpet', 'en'],
  ['Schmetterling', 'de'],
  ['éléphant', 'fr'],
  ['зонт', 'ru'],
  ['🦁', 'en'],
  ['something to keep you dry in the rain', 'en'],
];

/** Two that a passage answers, and one that none does. */
const QUESTIONS = ['What do beavers eat?', 'How many strings does a violin have?', 'Who invented the bicycle?'];

/** What may be looked for, to click: words, pictures and a clip, sounds. */
export function Examples({ items, onQuery }: { items: readonly Item[]; onQuery(query: Query): void }) {
  const sounds = items.filter(({ modality }) => modality === 'audio');
  const seen = items.filter(({ modality }) => modality !== 'audio');
  const like = ({ id }: Item) => onQuery({ like: id });
  return (
    <section aria-labelledby="examples" class="examples">
      <h2 id="examples">Try one of these</h2>
      <h3>Words, in thirteen languages, or a sentence</h3>
      <ul class="chips">
        {WORDS.map(([words, language]) => (
          <li key={words}>
            <button type="button" lang={language} onClick={() => onQuery({ words })}>
              {words}
            </button>
          </li>
        ))}
      </ul>
      <h3>A question</h3>
      <ul class="chips">
        {QUESTIONS.map(words => (
          <li key={words}>
            <button type="button" onClick={() => onQuery({ words })}>
              {words}
            </button>
          </li>
        ))}
      </ul>
      <h3>A picture, a photograph or a clip</h3>
      <ul class="cards">
        {seen.map(item => (
          <li key={item.id}>
            <button type="button" class="example" onClick={() => like(item)}>
              <Medium item={item} eager silent />
              {item.title}
            </button>
          </li>
        ))}
      </ul>
      <h3>A sound</h3>
      <ul class="cards sounds">
        {sounds.map(item => (
          <li key={item.id} class="hit">
            <Medium item={item} />
            <button type="button" onClick={() => like(item)}>
              {item.title}, a sound
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
