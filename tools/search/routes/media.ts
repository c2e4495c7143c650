import type { FastifyInstance } from 'fastify';
import parseRange from 'range-parser';
import { folderMedium } from '../folder-media';
import { mediumOf } from '../media';
import { Refusal } from '../refusal';
import type { Searches } from '../searches';

/** Pictures, clips and sounds by the id of their item; with ?still the first frame of a clip. Safari plays a sound only where it may ask for parts of it. */
export function mediaRoute(server: FastifyInstance, { concepts, pictures, digits, folder }: Searches): void {
  server.get<{ Params: { id: string }; Querystring: { still?: string } }>('/media/:id', async (request, reply) => {
    const { id } = request.params;
    const photograph = pictures.photographs.get(id);
    const item = concepts.items.get(id) ?? digits.items.get(id);
    const moving = request.query.still === undefined;
    const medium = photograph
      ? { type: 'image/webp', bytes: Buffer.from(photograph.file) }
      : item
        ? await mediumOf(item.content, { moving })
        : folder && (await folderMedium(folder, id, { moving }));
    if (!medium) throw new Refusal(404, 'there is no such picture, sound or clip');
    const { type, bytes } = medium;
    reply.header('accept-ranges', 'bytes').header('cache-control', 'private, max-age=3600').type(type);
    const ranges = request.headers.range && parseRange(bytes.length, request.headers.range);
    if (ranges === -1) {
      throw new Refusal(416, `the part that is asked for lies beyond the end, at ${bytes.length} bytes`);
    }
    // several parts at once may be answered with the whole
    if (!ranges || ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return bytes;
    const [{ start, end }] = ranges;
    reply.code(206).header('content-range', `bytes ${start}-${end}/${bytes.length}`);
    return bytes.subarray(start, end + 1);
  });
}
