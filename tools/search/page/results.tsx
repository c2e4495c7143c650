import type { Ref } from 'preact';
import type { Answer, FoundItem } from '../answers';
import { Hit } from './hit';
import type { Query } from './query';

interface ResultsProps {
  answer?: Answer;
  query?: Query;
  busy: boolean;
  heading: Ref<HTMLHeadingElement>;
  onMoreLike(item: FoundItem): void;
  onMore(): void;
}

/** What was asked, how many were found, and these. */
export function Results({ answer, query, busy, heading, onMoreLike, onMore }: ResultsProps) {
  return (
    <section aria-labelledby="results" aria-busy={busy}>
      <h2 id="results" ref={heading} tabIndex={-1} class={answer ? '' : 'hidden'}>
        Results
      </h2>
      {query && 'files' in query && <Asked {...query.shown} />}
      <p role="status">{answer && summary(answer)}</p>
      {answer?.meanings && !answer.nothing && <Meanings meanings={answer.meanings} />}
      <ul class="hits">
        {answer?.hits.map((item, place) => (
          <Hit key={item.id} item={item} place={place} onMore={() => onMoreLike(item)} />
        ))}
      </ul>
      {answer?.more && (
        <button type="button" class="more" onClick={onMore}>
          Show more
        </button>
      )}
    </section>
  );
}

function summary({ hits, asked, nothing, meanings }: Answer): string {
  if (hits.length === 0) {
    return meanings || !nothing
      ? `Nothing was found for ${asked}: no item fits the filters.`
      : `Nothing here fits ${asked}. Try another word, or fewer filters.`;
  }
  if (nothing) return `Nothing here seems to fit ${asked}. What is nearest to it is far off:`;
  return `${hits.length} ${hits.length === 1 ? 'result' : 'results'} for ${asked}, the most similar first.`;
}

function Meanings({ meanings }: Required<Pick<Answer, 'meanings'>>) {
  const names = meanings.map(({ name, similarity }) => `${name} (${similarity.toFixed(2)})`);
  return (
    <p class="meanings">
      No picture was looked at: the sentence was compared with the stored captions, and may mean {names.join(', ')}.
    </p>
  );
}

/** The reader's own picture, sound or film. */
function Asked({ kind, address, name }: { kind: 'picture' | 'sound' | 'film'; address: string; name: string }) {
  return (
    <div class="asked">
      {kind === 'picture' && <img src={address} alt={`Your picture: ${name}`} />}
      {/* biome-ignore lint/a11y/useMediaCaption: the reader's own sound */}
      {kind === 'sound' && <audio controls src={address} aria-label={`Your sound: ${name}`} />}
      {kind === 'film' && <video muted controls src={address} aria-label={`Your film: ${name}`} />}
      <span>{name}</span>
    </div>
  );
}
