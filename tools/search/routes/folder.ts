import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Revealed } from '../answers';
import { demandFolder } from '../find-folder';
import { Refusal } from '../refusal';
import { revealFile } from '../reveal';
import type { Searches } from '../searches';

/** Shows the file of an item in the file manager: a POST, which no link and no picture of another page can send. */
export function folderRoute(server: FastifyInstance, { folder }: Searches, reveal = revealFile): void {
  server.post<{ Querystring: { id: string } }>(
    '/api/folder/open',
    {
      schema: {
        querystring: {
          type: 'object',
          properties: { id: { type: 'string', minLength: 1, maxLength: 256, description: 'the id of an item' } },
          additionalProperties: false,
          required: ['id'],
        },
      },
    },
    async ({ query }): Promise<Revealed> => {
      const { items, root } = demandFolder(folder);
      const item = items.get(query.id);
      if (!item) throw new Refusal(404, 'there is no such item');
      const place = path.join(root, ...item.path.split('/'));
      return { place, opened: await reveal(place) };
    },
  );
}
