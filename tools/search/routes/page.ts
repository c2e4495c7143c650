import type { FastifyInstance } from 'fastify';
import type { PageFile } from '../build-page';

/** The page itself, its script and its styles. */
export function pageRoutes(server: FastifyInstance, page: readonly PageFile[]): void {
  for (const { address, type, bytes } of page) {
    server.get(address, async (_, reply) => reply.header('cache-control', 'no-cache').type(type).send(bytes));
  }
}
