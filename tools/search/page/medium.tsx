import type { Item } from '../answers';

interface MediumProps {
  item: Item;
  /** Asked for at once, not when it comes into view. */
  eager?: boolean;
  /** Where words beside it say what it is. */
  silent?: boolean;
}

/** What is seen, heard or read of an item. */
export function Medium({ item: { modality, title, media }, eager = false, silent = false }: MediumProps) {
  if (modality === 'text') return <div class="medium text">{title}</div>;
  if (modality === 'audio') {
    return (
      <div class="medium sound">
        {/* biome-ignore lint/a11y/useMediaCaption: a note or a noise, with its name beside it */}
        <audio controls preload="none" src={media} aria-label={title} />
      </div>
    );
  }
  const words = modality === 'video' ? `${title}, a clip` : title;
  return (
    <picture class="medium">
      {modality === 'video' && <source media="(prefers-reduced-motion: reduce)" srcset={`${media}?still`} />}
      <img loading={eager ? 'eager' : 'lazy'} src={media} alt={silent ? '' : words} width={128} height={128} />
    </picture>
  );
}
