import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from './refusal';

/** The names under which this machine reaches itself. */
const NAMES = ['127.0.0.1', 'localhost'];

/** Of http: what an address without a port means. */
const DEFAULT_PORT = '80';

/** What the page may do: run its own script, show its own media and what its reader chose, and nothing else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * Answers to this machine's own page alone. Another website that the reader visits could send requests to 127.0.0.1 as well; or let a name
 * of its own point there, which makes its requests look like ours (DNS rebinding). Browsers say which name was called and which page asks.
 */
export function demandSameOrigin(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS);
    const { host = '', origin } = request.headers;
    const hosts = NAMES.map(name => `${name}:${request.socket.localPort ?? DEFAULT_PORT}`);
    const called = plainHost(host);
    if (!hosts.includes(called)) {
      throw new Refusal(403, `the request is for another host than this one, expected ${hosts.join(' or ')}`);
    }
    if ((origin !== undefined && originHost(origin) !== called) || isForeign(request)) {
      throw new Refusal(403, 'the request comes from another website, expected this page; open the address itself');
    }
  });
}

/** A host as browsers and other programs write it, in one form: they may leave out the port of http, and names may end with a dot. */
function plainHost(host: string): string {
  const [, name, port = DEFAULT_PORT] = /^([\w.-]+?)\.?(?::(\d{1,5}))?$/.exec(host.toLowerCase()) ?? [];
  return `${name}:${Number(port)}`;
}

/** undefined for an origin that is none of http, such as 'null'. */
const originHost = (origin: string) => (origin.startsWith('http://') ? plainHost(origin.slice(7)) : undefined);

/** A link from elsewhere may open the page; nothing else is given to other pages. */
function isForeign({ headers, url }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  return !(headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document' && url === '/');
}
