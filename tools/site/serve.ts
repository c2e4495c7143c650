import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import compression from 'compression';
import sirv from 'sirv';

/** Only this machine reaches it. */
export const HOST = '127.0.0.1';

/**
 * Serves a site as hosts of static files do: texts compressed, and the site's own page for what is not there.
 * @param under the folder of the address: `/a/folder/`
 */
export async function serveSite(folder: string, port: number, under = '/'): Promise<Server> {
  // each request looks at the folder: the site may be built anew beside it
  const files = sirv(folder, { dev: true, etag: true });
  const compress = compression();
  const server = createServer((request, response) => {
    const missing = () => {
      const page = path.join(folder, '404.html');
      response.statusCode = 404;
      if (existsSync(page)) {
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(readFileSync(page));
      } else response.end('There is no such page.\n');
    };
    if (!request.url?.startsWith(under)) return missing();
    request.url = `/${request.url.slice(under.length)}`;
    // made for Express, it asks nothing of requests and answers that Node's own do not have
    compress(request as Parameters<typeof compress>[0], response as Parameters<typeof compress>[1], () =>
      files(request, response, missing),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  return server;
}
