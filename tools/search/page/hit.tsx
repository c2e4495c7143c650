import type { FoundItem } from '../answers';

interface HitProps {
  item: FoundItem;
  onMore(): void;
}

/** One thing that was found. */
export function Hit({ item, onMore }: HitProps) {
  const { modality, title, source, similarity, unseen } = item;
  const percent = Math.round(100 * Math.max(0, similarity));
  return (
    <li class="hit">
      <Medium item={item} />
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

function Medium({ item: { modality, title, media } }: { item: FoundItem }) {
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
      <img src={media} alt={modality === 'video' ? `${title}, a clip` : title} width={128} height={128} />
    </picture>
  );
}
