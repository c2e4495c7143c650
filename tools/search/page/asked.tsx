import type { Item } from '../answers';
import { Medium } from './medium';
import type { Shown } from './query';

/** The reader's own picture, sound or film. */
export function AskedFile({ kind, address, name }: Shown) {
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

/** The item that others are like. */
export function AskedItem(item: Item) {
  return (
    <div class="asked">
      <Medium item={item} eager />
      <span>
        {item.title}, {item.source}
      </span>
    </div>
  );
}
