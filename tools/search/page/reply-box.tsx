import type { Reply } from '../answers';
import { type SourceActions, Sources } from './sources';
import type { Replying } from './use-reply';
import { visible } from './visible';
import { WritingBox } from './writing-box';

interface ReplyBoxProps extends SourceActions {
  /** Undefined where nothing is asked. */
  replying?: Replying;
}

/** The answer to a question, with its sources; it is read out when it comes. */
export function ReplyBox({ replying, ...actions }: ReplyBoxProps) {
  const { reply, problem } = replying ?? {};
  const waiting = replying && !reply && !problem;
  return (
    <section class={replying ? 'reply' : ''} aria-labelledby={replying && 'reply'} aria-busy={waiting}>
      {replying && <h3 id="reply">Answer</h3>}
      <div aria-live="polite" aria-atomic="true">
        {waiting && <p class="waiting">Looking in the passages …</p>}
        {problem && <p class="unanswered">The question was not answered: {problem}.</p>}
        {reply && <Text {...reply} />}
      </div>
      {reply && <Evidence {...reply} {...actions} />}
    </section>
  );
}

function Text({ text, abstained, concept }: Reply) {
  if (abstained) return <p class="silent">{text}</p>;
  return (
    <>
      {concept && <p class="hidden">About {concept}:</p>}
      <blockquote>
        <bdi>{visible(text)}</bdi>
        {'\u00a0'}
        <sup>1</sup>
      </blockquote>
    </>
  );
}

function Evidence({ abstained, sources, nearest, writing, ...rest }: Reply & SourceActions) {
  const { onConcept } = rest;
  return (
    <>
      {sources.length > 0 && <Sources sources={sources} label="Sources" quoted onConcept={onConcept} />}
      {nearest.length > 0 && (
        <details class="nearest">
          <summary>{nearestWords(abstained)}</summary>
          <Sources sources={nearest} label={nearestWords(abstained)} onConcept={onConcept} />
        </details>
      )}
      <p class="reader">
        {abstained
          ? 'A sentence of a passage is quoted where one answers; otherwise nothing is said.'
          : 'Quoted to the letter; no model wrote it.'}
      </p>
      {writing && <WritingBox {...writing} onConcept={onConcept} />}
    </>
  );
}

const nearestWords = (abstained: boolean) => (abstained ? 'What came nearest' : 'What else came near');
