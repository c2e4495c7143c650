import type { FoundItem, Reason } from '../answers';
import { Medium } from './medium';

const REASONS: Record<Reason, string> = {
  name: 'its name',
  looks: 'looks like it',
  sounds: 'sounds like it',
  caption: 'its caption',
  words: 'what it says',
};

export interface HitActions {
  onLike(item: FoundItem): void;
  onPlace(item: FoundItem): void;
}

interface HitProps extends HitActions {
  item: FoundItem;
  eager: boolean;
  /** Others of the same concept, which a button shows and hides. */
  others?: { count: number; open: boolean; onToggle(): void };
  /** Whether it is one of these others. */
  isOther?: boolean;
}

/** One thing that was found. */
export function Hit({ item, eager, others, isOther = false, onLike, onPlace }: HitProps) {
  const { modality, title, source, similarity, unseen, reason, path, concept } = item;
  const percent = Math.round(100 * Math.max(0, similarity));
  return (
    <li class={isOther ? 'hit other' : 'hit'} data-concept={concept ?? undefined} tabIndex={-1}>
      <Medium item={item} eager={eager} />
      {modality !== 'text' && (
        <p class="title" title={title}>
          {title}
        </p>
      )}
      <p
        class="likeness"
        title="Similarity: the cosine of the angle between the two vectors; for a picture, the share of what speaks for this concept"
      >
        <span>{REASONS[reason]}</span>
        <span>
          <span class="hidden">similarity </span>
          {similarity.toFixed(2)}
        </span>
        <span class="bar" aria-hidden="true">
          <span class="filled" style={{ inlineSize: `${percent}%` }} />
        </span>
      </p>
      <p class="source" title={path}>
        {path ?? source}
        {unseen && !path && <abbr title="No encoder was trained on it"> · unseen</abbr>}
      </p>
      <div class="actions">
        <button
          type="button"
          class="quiet"
          aria-label={`More like this: ${title}, ${path ?? source}`}
          onClick={() => onLike(item)}
        >
          More like this
        </button>
        {path && (
          <button type="button" class="quiet" aria-label={`Open its place: ${path}`} onClick={() => onPlace(item)}>
            Open its place
          </button>
        )}
        {others && (
          <button
            type="button"
            class="quiet"
            aria-expanded={others.open}
            aria-label={others.open ? `Fewer of ${title}` : `${others.count} more of ${title}`}
            onClick={others.onToggle}
          >
            {others.open ? 'Fewer' : `${others.count} more`}
          </button>
        )}
      </div>
    </li>
  );
}
