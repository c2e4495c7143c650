import type { Ref } from 'preact';
import type { Answer, Modality } from '../answers';
import { AskBox } from './ask-box';
import { AskedFile, AskedItem } from './asked';
import { byConcept, Cards } from './cards';
import type { HitActions } from './hit';
import { MODALITIES, MODALITY_NAMES, type Question } from './query';
import { ReplyBox } from './reply-box';
import type { Replying } from './use-reply';

interface ResultsProps extends HitActions {
  question: Question;
  answer?: Answer;
  reply?: Replying;
  busy: boolean;
  heading: Ref<HTMLHeadingElement>;
  onAsk(words: string): void;
  /** Shows the card of a concept, by its name. */
  onConcept(name: string): void;
  onModality(modality: Modality): void;
  onMore(): void;
}

/** Cards in a row: they fill two, three or six columns. */
const IN_A_ROW = 6;

/** What was asked, and what was found: of one modality, or a row of each. */
export function Results({
  question: { query, filters, about },
  answer: found,
  reply,
  busy,
  heading,
  onAsk,
  onConcept,
  onModality,
  onMore,
  ...actions
}: ResultsProps) {
  const inRows = filters.among !== 'digits' && filters.modality === undefined;
  // what a passage answers is in here, whatever the pictures' captions say of its words
  const mayBeAnswered = reply && !reply.problem && !reply.reply?.abstained;
  const answer = mayBeAnswered ? found && { ...found, nothing: undefined } : found;
  return (
    <section aria-labelledby="results" aria-busy={busy} class="results">
      <h2 id="results" ref={heading} tabIndex={-1}>
        Results
      </h2>
      <div class="beside">
        {'files' in query && <AskedFile {...query.shown} />}
        {answer?.like && <AskedItem {...answer.like} />}
        {!('words' in query) && filters.among === 'concepts' && <AskBox asked={about ?? ''} onAsk={onAsk} />}
      </div>
      <ReplyBox replying={reply} onConcept={onConcept} />
      <p role="status" class={answer?.nothing ? 'nothing' : ''}>
        {answer ? summary(answer, inRows) : busy && 'Searching …'}
      </p>
      {answer?.meanings && !answer.nothing && <Meanings meanings={answer.meanings} />}
      {answer && inRows && <Rows answer={answer} onModality={onModality} {...actions} />}
      {answer && !inRows && (
        <>
          <Cards
            cards={filters.among === 'digits' ? answer.hits.map(hit => [hit]) : byConcept(answer.hits)}
            eager={IN_A_ROW}
            {...actions}
          />
          {answer.more && (
            <button type="button" class="more" onClick={onMore}>
              Show more
            </button>
          )}
        </>
      )}
    </section>
  );
}

interface RowsProps extends HitActions {
  answer: Answer;
  onModality(modality: Modality): void;
}

/** A row a modality; the concepts come in the same order in each. */
function Rows({ answer: { hits }, onModality, ...actions }: RowsProps) {
  const concepts = byConcept(hits);
  const rows = MODALITIES.map(modality => {
    const cards = concepts.map(items => items.filter(item => item.modality === modality));
    return [modality, cards.filter(({ length }) => length > 0)] as const;
  });
  return (
    <>
      {rows
        .filter(([, cards]) => cards.length > 0)
        .map(([modality, cards], row) => (
          <section key={modality} class="modality" aria-labelledby={`row-${modality}`}>
            <div class="row head">
              <h3 id={`row-${modality}`}>{MODALITY_NAMES[modality]}</h3>
              <button
                type="button"
                class="quiet"
                onClick={() => onModality(modality)}
              >{`All ${MODALITY_NAMES[modality].toLowerCase()}`}</button>
            </div>
            <Cards cards={cards.slice(0, IN_A_ROW)} eager={row === 0 ? IN_A_ROW : 0} {...actions} />
          </section>
        ))}
    </>
  );
}

function summary({ hits, asked, nothing }: Answer, inRows: boolean): string {
  if (hits.length === 0) return `Nothing here fits ${asked}. Try something else, or fewer filters.`;
  if (nothing) return `Nothing here seems to fit ${asked}. What is nearest to it is far off:`;
  if (inRows) return `Results for ${asked}, the nearest of each kind first.`;
  return `${hits.length} ${hits.length === 1 ? 'result' : 'results'} for ${asked}, the nearest first.`;
}

function Meanings({ meanings }: Required<Pick<Answer, 'meanings'>>) {
  const names = meanings.map(({ name, similarity }) => `${name} (${similarity.toFixed(2)})`);
  return (
    <p class="meanings">
      No picture was looked at: the text was compared with the stored captions, and may mean {names.join(', ')}.
    </p>
  );
}
