import type { FastifyInstance } from 'fastify';
import type { CourseItem } from '../../../lib/search/course-items';
import type { About, Among, Item } from '../answers';
import { MOST_BYTES } from '../explain';
import { itemOf } from '../item-of';
import { MOST_FOUND } from '../options';
import type { Searches } from '../searches';

/** What there is to be found, and how much may be asked. */
export function aboutRoute(server: FastifyInstance, { concepts, digits, folder }: Searches): void {
  const about: About = {
    sets: [
      ...setsOf('concepts', concepts.items.values()),
      ...setsOf('digits', digits.items.values()),
      ...setsOf('folder', folder?.items.values() ?? []),
    ],
    examples: examplesOf([...concepts.items.values()]),
    mostBytes: MOST_BYTES,
    mostFound: MOST_FOUND,
    ...(folder && { folder: folder.root }),
  };
  server.get('/api/about', async () => about);
}

/** What the page begins with: concepts, and the sets that they are taken from. */
const EXAMPLES = [
  ['lion', 'noto'],
  ['guitar', 'tuxpaint'],
  ['umbrella', 'twemoji'],
  ['bicycle', 'fluent-3d'],
  ['butterfly', 'openmoji'],
  ['owl', 'fluent-animated'],
  ['elephant', '0ad-data'],
  ['violin', 'instruments'],
  ['rooster', 'megaglest-data'],
] as [concept: string, source: string][];

/** Those of the examples that are stored. */
function examplesOf(items: readonly CourseItem[]): Item[] {
  const labels = new Map(items.map(({ source, title, label }) => [source === 'name' ? title : '', label]));
  return EXAMPLES.flatMap(([concept, set]) => {
    const found = items.find(({ source, label }) => source === set && label === labels.get(concept));
    return found ? [itemOf(found)] : [];
  });
}

function setsOf(among: Among, items: Iterable<Pick<CourseItem, 'modality' | 'source'>>): About['sets'] {
  const sets = new Map<string, About['sets'][number]>();
  for (const { modality, source } of items) {
    const name = `${modality} ${source}`;
    const set = sets.get(name) ?? { among, modality, source, count: 0 };
    set.count++;
    sets.set(name, set);
  }
  return [...sets.values()];
}
