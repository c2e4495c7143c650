import type { Reply, Written } from '../answers';
import { type SourceActions, Sources } from './sources';
import { useWriting } from './use-writing';
import { visible } from './visible';

/** What a model writes about a question, beside the quotation: each sentence marked by whether a source says so. */
export function WritingBox({ address, model, ...actions }: NonNullable<Reply['writing']> & SourceActions) {
  const { text, written, problem, stopped, stop } = useWriting(address);
  const writing = !written && !problem && !stopped;
  return (
    <section class="writing" aria-labelledby="writing" aria-busy={writing}>
      <h4 id="writing">
        In the words of <bdi>{visible(model)}</bdi>
      </h4>
      {!written && text !== '' && (
        <p class="unchecked">
          <bdi>{visible(text)}</bdi>
        </p>
      )}
      <div aria-live="polite" aria-atomic="true">
        {writing && <p class="waiting">It is being written, and not yet compared with the passage.</p>}
        {stopped && <p class="waiting">Stopped. What came so far was not compared with the passage.</p>}
        {problem && <p class="unanswered">Nothing was written: {problem}.</p>}
        {written && <Claims {...written} />}
      </div>
      {writing && (
        <button type="button" class="quiet" onClick={stop}>
          Stop
        </button>
      )}
      {written?.claims.some(({ supported }) => supported) && (
        <Sources sources={written.sources} label="Sources of what was written" {...actions} />
      )}
    </section>
  );
}

function Claims({ claims }: Written) {
  if (claims.length === 0) return <p>It finds no answer in the passage.</p>;
  const wrong = claims.filter(({ supported }) => !supported).length;
  return (
    <>
      <p>
        {claims.map(({ text, supported, source = 0 }, i) => (
          <span key={i} class={supported ? 'claim' : 'claim unsupported'}>
            <bdi>{visible(text)}</bdi> {supported ? (
              <sup>{source + 1}</sup>
            ) : (
              <strong>[not in the sources]</strong>
            )}{' '}
          </span>
        ))}
      </p>
      <p class="reader">
        {wrong === 0
          ? 'A sentence of the passage has the words of each.'
          : `Not in the sources: ${wrong} of ${claims.length} sentences. Do not rely on what is marked.`}
      </p>
    </>
  );
}
