import type { FoundItem } from '../answers';

interface HitProps {
  item: FoundItem;
  /** Its place among the results, from 0. */
  place: number;
  onMore(): void;
}

/** One thing that was found. */
export function Hit({ item, place, onMore }: HitProps) {
  const { modality, title, source, similarity, unseen } = item;
  const percent = Math.round(100 * Math.max(0, similarity));
  return (
    <li class="hit">
      <Medium item={item} place={place} />
      {modality !== 'text' && (
        <p class="title" title={title}>
          {title}
        </p>
      )}
      <p class="likeness" title="Similarity: the cosine of the angle between the two vectors">
        <span class="bar" aria-hidden="true">
          <span class="filled" style={{ inlineSize: `${percent}%` }} />
        </span>
        <span class="hidden">similarity </span>
        {similarity.toFixed(2)}
      </p>
      <p class="source">
        {source}
        {unseen && <abbr title="No encoder was trained on it"> · unseen</abbr>}
      </p>
      <button type="button" class="quiet" aria-label={`More like ${title}, ${source}`} onClick={onMore}>
        More like this
      </button>
    </li>
  );
}

/** Pictures that are asked for at once, the others when they come into view. */
const AT_ONCE = 6;

function Medium({ item: { modality, title, media }, place }: Pick<HitProps, 'item' | 'place'>) {
  if (modality === 'text') return <div class="medium text">{title}</div>;
  if (modality === 'audio') {
    return (
      <div class="medium sound">
        {/* biome-ignore lint/a11y/useMediaCaption: a note or a noise, with its name beside it */}
        <audio controls preload="none" src={media} aria-label={title} />
      </div>
    );
  }
  return (
    <picture class="medium">
      {modality === 'video' && <source media="(prefers-reduced-motion: reduce)" srcset={`${media}?still`} />}
      <img
        loading={place < AT_ONCE ? 'eager' : 'lazy'}
        src={media}
        alt={modality === 'video' ? `${title}, a clip` : title}
        width={128}
        height={128}
      />
    </picture>
  );
}
