import type { Reply, Source } from '../answers';
import { Medium } from './medium';
import type { Replying } from './use-reply';
import { visible } from './visible';

interface ReplyBoxProps {
  /** Undefined where nothing is asked. */
  replying?: Replying;
  /** Shows the card of a concept, by its name. */
  onConcept(name: string): void;
}

/** The answer to a question, with its sources; it is read out when it comes. */
export function ReplyBox({ replying, onConcept }: ReplyBoxProps) {
  const { reply, problem } = replying ?? {};
  return (
    <section
      class={replying ? 'reply' : ''}
      aria-labelledby={replying && 'reply'}
      aria-busy={replying && !reply && !problem}
    >
      {replying && <h3 id="reply">Answer</h3>}
      <div aria-live="polite" aria-atomic="true">
        {replying && !reply && !problem && <p class="waiting">Looking in the passages …</p>}
        {problem && <p class="unanswered">The question was not answered: {problem}.</p>}
        {reply && <Text {...reply} />}
      </div>
      {reply && reply.sources.length > 0 && (
        <ol class="sources" aria-label="Sources">
          {reply.sources.map((source, i) => (
            <SourceItem key={source.sentence} source={source} quoted={i === 0} onConcept={onConcept} />
          ))}
        </ol>
      )}
      {reply && reply.nearest.length > 0 && (
        <details class="nearest">
          <summary>What came nearest</summary>
          <ul>
            {reply.nearest.map(source => (
              <SourceItem key={source.sentence} source={source} onConcept={onConcept} />
            ))}
          </ul>
        </details>
      )}
      {reply && <p class="reader">{readerWords(reply)}</p>}
    </section>
  );
}

function Text({ text, abstained, concept }: Reply) {
  if (abstained) return <p class="silent">{text}</p>;
  return (
    <>
      {concept && <p class="hidden">About {concept}:</p>}
      <blockquote>
        <bdi>{visible(text)}</bdi> <sup>1</sup>
      </blockquote>
    </>
  );
}

interface SourceItemProps extends Pick<ReplyBoxProps, 'onConcept'> {
  source: Source;
  /** Whether its sentence is the answer, which is read above it. */
  quoted?: boolean;
}

function SourceItem({
  source: { title, link, licence, sentence, concepts, items },
  quoted,
  onConcept,
}: SourceItemProps) {
  const [concept] = concepts;
  const name = visible(title);
  return (
    <li>
      <div class="source-of">
        {items.map(item => (
          <Medium key={item.id} item={item} eager />
        ))}
        <div>
          {!quoted && (
            <p class="quotation">
              “<bdi>{visible(sentence)}</bdi>”
            </p>
          )}
          <p>
            {link ? (
              <a href={link} target="_blank" rel="noopener noreferrer">
                {name}
              </a>
            ) : (
              <bdi>{name}</bdi>
            )}
            , <span class="licence">{licence}</span>
          </p>
          {concept && (
            <button type="button" class="quiet" onClick={() => onConcept(concept)}>
              Show {concept}
            </button>
          )}
        </div>
      </div>
    </li>
  );
}

function readerWords({ reader, abstained }: Reply): string {
  if (abstained) return 'An answer is quoted from a passage, or not given at all.';
  return reader === 'quote' ? 'Quoted to the letter; no model wrote it.' : `Written by ${reader}.`;
}
