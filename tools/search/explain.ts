import type {
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  FastifySchemaValidationError,
} from 'fastify';
import type { Problem } from './answers';
import { Refusal } from './refusal';

/** Bytes that an upload may have. */
export const MOST_BYTES = 20e6;

const BAD_ADDRESS =
  'the address is damaged, expected “%” before two hexadecimal digits only, which make UTF-8 together; write “%” itself as %25';

/** What Fastify and its plugins find wrong, in words for the page's reader. */
const KNOWN: Record<string, string> = {
  FST_REQ_FILE_TOO_LARGE: `the file is larger than ${MOST_BYTES / 1e6} MB; make it smaller, or cut out what you need`,
  FST_FILES_LIMIT: 'there are too many files, expected one',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'there is no file, expected one as multipart/form-data',
  FST_ERR_BAD_URL: BAD_ADDRESS,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'there is no file, expected one as multipart/form-data',
};

/** What Fastify finds wrong before it knows which function answers. */
export const frameworkErrors = (error: FastifyError, _: FastifyRequest, reply: FastifyReply): void => {
  reply.code(error.statusCode ?? 400).send({ error: KNOWN[error.code] ?? error.message } satisfies Problem);
};

/** Every answer to what goes wrong is JSON with words for a reader. What is the server's own fault is told on the terminal only. */
export function explainErrors(server: FastifyInstance): void {
  server.setSchemaErrorFormatter(explainOption);
  server.setNotFoundHandler((_, reply) => reply.code(404).send({ error: 'there is nothing at this address' }));
  server.addHook('onRequest', async ({ url }) => {
    // Fastify takes a query that cannot be decoded as it stands
    if (!canBeDecoded(url)) throw new Refusal(400, BAD_ADDRESS);
  });
  server.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) {
      console.error(`${request.method} ${request.url.split('?')[0]}:`, error);
      return reply.code(500).send({ error: 'something went wrong; the terminal says what' } satisfies Problem);
    }
    return reply.code(status).send({ error: KNOWN[error.code] ?? error.message } satisfies Problem);
  });
}

function canBeDecoded(url: string): boolean {
  try {
    decodeURIComponent(url);
    return true;
  } catch {
    return false;
  }
}

interface Described {
  description?: string;
}

function explainOption(errors: FastifySchemaValidationError[]): Error {
  const [{ instancePath, keyword, params, parentSchema }] = errors as (FastifySchemaValidationError & {
    parentSchema?: Described;
  })[];
  if (keyword === 'additionalProperties') return new Error(`there is no option ${params.additionalProperty}`);
  if (params.missingProperty === 'question') return new Error('nothing is asked: type a question');
  const name = instancePath.slice(1);
  if (name === '') return new Error('nothing is asked for: type a word, drop a file or draw a digit');
  return new Error(`${name} makes no sense, expected ${parentSchema?.description}`);
}
