import { drawnDigit } from '../../../../lib/data/drawn-digit';
import { tileOfPixels } from '../../../../lib/data/frame-pixels';
import { TILE_SIDE } from '../../../../lib/data/sprite-sheet';
import { loadDigitTowers } from '../../../../lib/encoders/digit-towers';
import { digitEncoders } from '../../../../lib/search/digit-search';
import type { Hit } from '../../../../lib/search/stores/vector-store';
import { type DigitsContent, FILES } from '../contents';
import { type DemoItem, DIGIT_COLUMNS, type PicturePlace, readStoreFile } from '../store-file';
import { download, unpacked } from './download';
import { withoutAlpha } from './photograph-search';
import { searchIn } from './word-search';

export interface DigitsFound {
  hits: Hit[];
  items: ReadonlyMap<string, DemoItem>;
  placeOf(id: string): PicturePlace;
}

/** Loads what drawn digits need. @returns what finds the nearest */
export async function loadDigitSearch() {
  const [towers, file] = await Promise.all([loadDigitTowers(), download(FILES.digits).then(unpacked)]);
  const { content, rows } = readStoreFile<DigitsContent>(file);
  const items = new Map(content.items.map(item => [item.id, { ...item, hash: '' }]));
  const search = await searchIn([...items.values()], rows.items!, digitEncoders(towers));
  const places = new Map([...items.keys()].map((id, at) => [id, at]));
  const rowCount = Math.ceil(items.size / DIGIT_COLUMNS);
  const placeOf = (id: string) => ({
    file: FILES.pictures,
    columns: DIGIT_COLUMNS,
    rows: rowCount,
    at: places.get(id)!,
  });
  return async (drawn: ImageData, k: number): Promise<DigitsFound> => {
    const picture = drawnDigit({ pixels: tileOfPixels(withoutAlpha(drawn)), side: TILE_SIDE });
    return { hits: await search.find({ picture }, { k, filter: { modality: 'image' } }), items, placeOf };
  };
}
