import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import type { Content } from '../../lib/search/course-items';
import type { Among } from './answers';
import { MOST_BYTES } from './explain';
import { uploadJudge } from './judge-upload';
import type { Upload } from './read-upload';
import { Refusal } from './refusal';
import type { Searches } from './searches';
import { startUploadReader } from './upload-reader';

/** How a server takes what somebody dropped. */
export interface UploadsOfServer {
  /** @throws Refusal that says what was wrong with the request or the file */
  read(request: FastifyRequest, among: Among): Promise<Upload>;
  /** Whether anything that is stored fits it; see `uploadJudge`. */
  fits(content: Content, vector: Float32Array): Promise<boolean>;
}

/** What reads uploads is made ready when the server listens, and ends with it. */
export function uploadsOf(server: FastifyInstance, concepts: Searches['concepts']): UploadsOfServer {
  const reader = startUploadReader();
  const judge = uploadJudge(concepts);
  server.addHook('onListen', async () => judge.prepare());
  server.addHook('onClose', async () => {
    reader.close();
    await judge.close();
  });
  return { read: async (request, among) => reader.read(await filesOf(request), among), fits: judge.fits };
}

/** Names and types of the files are not looked at. */
async function filesOf(request: FastifyRequest): Promise<[Buffer, ...Buffer[]]> {
  const files: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of request.files()) {
      const file = await part.toBuffer();
      bytes += file.length;
      if (bytes > MOST_BYTES) throw new Refusal(413, `the files are larger than ${MOST_BYTES / 1e6} MB together`);
      files.push(file);
    }
  } catch (error) {
    // the parser of forms gives its errors no status: they are all about the body
    if ((error as FastifyError).statusCode !== undefined) throw error;
    throw new Refusal(400, `the form is cut short or damaged (${(error as Error).message}); send the file again`);
  }
  const [first, ...others] = files;
  if (!first) throw new Refusal(400, 'there is no file, expected one');
  return [first, ...others];
}
