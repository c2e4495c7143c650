import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance } from 'fastify';
import { CLIP_FRAMES } from '../../lib/data/clips';
import type { PageFile } from './build-page';
import { explainErrors, frameworkErrors, MOST_BYTES } from './explain';
import { aboutRoute } from './routes/about';
import { answerRoutes } from './routes/answer';
import { folderRoute } from './routes/folder';
import { mediaRoute } from './routes/media';
import { pageRoutes } from './routes/page';
import { searchRoutes } from './routes/search';
import { demandSameOrigin } from './same-origin';
import type { Searches } from './searches';
import { uploadsOf } from './uploads';

/** The server of the page, which does not listen yet. */
export async function searchServer(searches: Searches, page: readonly PageFile[]): Promise<FastifyInstance> {
  const server = fastify({
    forceCloseConnections: true,
    frameworkErrors,
    // the errors carry what was expected; an option that is not known is an error
    ajv: { customOptions: { verbose: true, removeAdditional: false } },
  });
  demandSameOrigin(server);
  explainErrors(server);
  await server.register(multipart, {
    limits: { fileSize: MOST_BYTES, files: CLIP_FRAMES, fields: 0, parts: CLIP_FRAMES },
  });
  aboutRoute(server, searches);
  folderRoute(server, searches);
  mediaRoute(server, searches);
  const uploads = uploadsOf(server, searches.concepts);
  await searchRoutes(server, searches, uploads);
  answerRoutes(server, searches, uploads);
  pageRoutes(server, page);
  return server;
}
