import type { FastifyInstance } from 'fastify';
import type { CourseItem } from '../../../lib/search/course-items';
import type { About, Among } from '../answers';
import { MOST_BYTES } from '../explain';
import { MOST_FOUND } from '../options';
import type { Searches } from '../searches';

/** What there is to be found, and how much may be asked. */
export function aboutRoute(server: FastifyInstance, { concepts, digits }: Searches): void {
  const about: About = {
    sets: [...setsOf('concepts', concepts.items.values()), ...setsOf('digits', digits.items.values())],
    mostBytes: MOST_BYTES,
    mostFound: MOST_FOUND,
  };
  server.get('/api/about', async () => about);
}

function setsOf(among: Among, items: Iterable<CourseItem>): About['sets'] {
  const sets = new Map<string, About['sets'][number]>();
  for (const { modality, source } of items) {
    const name = `${modality} ${source}`;
    const set = sets.get(name) ?? { among, modality, source, count: 0 };
    set.count++;
    sets.set(name, set);
  }
  return [...sets.values()];
}
