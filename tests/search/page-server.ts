import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadConcepts } from '../../lib/data/concepts';
import { loadSounds } from '../../lib/encoders/sounds';
import { loadTowers } from '../../lib/encoders/towers';
import { startEngine } from '../../lib/engine/index';
import { loadCourseItems } from '../../lib/search/course-items';
import { openDigitSearch } from '../../lib/search/digit-search';
import { embedContents } from '../../lib/search/embed-content';
import { indexItems } from '../../lib/search/index-items';
import { openStore } from '../../lib/search/open-store';
import { openPictureSearch } from '../../lib/search/picture-search';
import { openSearch } from '../../lib/search/search';
import { openSentenceSearch } from '../../lib/search/sentence-search';
import { buildPage } from '../../tools/search/build-page';
import { openReplies } from '../../tools/search/open-replies';
import type { Searches } from '../../tools/search/searches';
import { searchServer } from '../../tools/search/server';

/** The page's server over a few concepts, with the real encoders, listening on a free port. */
export async function startSmallServer(names: readonly string[]) {
  await startEngine();
  const [towers, sounds] = [await loadTowers(), await loadSounds()];
  const encoders = { image: towers.image, text: towers.text, sound: sounds.sound };
  const all = await loadConcepts();
  const concepts = all.filter(({ name }) => names.includes(name));
  const labels = new Set(concepts.map(({ id }) => id));
  const items = (await loadCourseItems({ side: towers.side })).filter(({ label }) => labels.has(label));
  const store = await openStore('memory:', { dim: towers.image.dim, fingerprint: 'test' });
  await indexItems(store, items, {
    embed: part =>
      embedContents(
        encoders,
        part.map(({ content }) => content),
      ),
  });
  const search = openSearch(store, encoders);
  const pictures = await openPictureSearch(towers, search, { concepts });
  const searches: Searches = {
    pictures,
    concepts: {
      ...search,
      encoders,
      items: new Map([...items.map(item => [item.id, item] as const), ...pictures.photographs]),
      sentences: await openSentenceSearch(concepts),
    },
    digits: await openDigitSearch(),
    answers: await openReplies(),
  };
  const server = await searchServer(searches, await buildPage());
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const close = async () => {
    await server.close();
    await searches.answers.close();
    await searches.digits.close();
    await pictures.close();
    await searches.concepts.sentences.close();
    await store.close();
    towers.dispose();
    sounds.dispose();
  };
  return { address, port, searches, store, server, close };
}

/** Another server over the same things, whose answers come from elsewhere. */
export async function serveWith(searches: Searches, answers: Searches['answers']) {
  const server = await searchServer({ ...searches, answers }, await buildPage());
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  const close = async () => {
    await server.close();
    await answers.close();
  };
  return { address, close };
}

/** A file in a form, as the page sends it. */
export function formOf(file: Uint8Array | string, { name = 'file', type = 'application/octet-stream' } = {}): FormData {
  const form = new FormData();
  form.append('file', new Blob([file], { type }), name);
  return form;
}

/** A request with any headers: `fetch` lets nobody set Host. */
export const ask = (port: number, path: string, headers: Record<string, string>, method = 'GET') =>
  new Promise<{ status: number; body: string }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers, method }, response => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', part => {
        body += part;
      });
      response.on('end', () => resolve({ status: response.statusCode!, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
