/**
 * `npm run search`: the search of lesson 6 as a page for the browser.
 *
 * Opens the same index as the lesson does (and fills it the first time), serves the page on 127.0.0.1, where only this machine reaches it,
 * and goes on until Ctrl-C.
 */
import { parseArgs } from 'node:util';
import type { Reader } from '../lib/answers/writer-of';
import { BUILT_SETS } from '../lib/data/data-set';
import { sha256 } from '../lib/data/sha256';
import { startEngine } from '../lib/engine/index';
import { type CourseSearch, openCourseSearch } from '../lib/search/course-search';
import { openDigitSearch } from '../lib/search/digit-search';
import { type FolderSearch, indexFolder } from '../lib/search/index-folder';
import type { IndexProgress } from '../lib/search/index-items';
import { openPictureSearch, type PictureSearch } from '../lib/search/picture-search';
import { asTyped, placeOf } from './places';
import { buildPage } from './search/build-page';
import { progressWords, reportLines } from './search/folder-report';
import { openBrowser } from './search/open-browser';
import { openReplies } from './search/open-replies';
import { demandPort, explainPort, readPort } from './search/port';
import { searchServer } from './search/server';

const USAGE = `npm run search [-- OPTION…]
  --port N         listen on this port of 127.0.0.1 (8300)
  --folder DIR     index a folder of your own too: its pictures, sounds, animations and texts (Markdown, plain text, PDF).
                   Nothing in it is changed; Ctrl-C stops, and the next start goes on from there
  --store ADDRESS  where the index is: lance:FOLDER, milvus://HOST:PORT/COLLECTION or memory: (lance:runs/search);
                   COURSE_MILVUS_TOKEN=USER:PASSWORD for a Milvus server that wants one. That of a folder is kept beside it
  --all-passages   answers from all 10,033 passages that npm run datasets -- all-passages makes, not only from those about concepts
  --reader local   a model writes answers too, beside what is quoted: the one that npm run setup -- --reader installs
  --reader URL --model NAME
                   the same by a model on a server that speaks OpenAI's chat completions: Ollama,
                   llama.cpp, LM Studio, one that is hosted, such as http://127.0.0.1:11434/v1. COURSE_READER_KEY=KEY for one that wants
                   a key. Questions that passages answer are sent there, with the passage
  --no-open        only print the address: do not open the browser`;

/** This machine alone: whoever reaches the server may read what is searched for. */
const HOST = '127.0.0.1';

const DEFAULT_STORE = 'lance:runs/search';

function readOptions() {
  const { port, ...values } = parse();
  const folder = values.folder === undefined ? undefined : placeOf(values.folder);
  const passages = values['all-passages'] ? BUILT_SETS : undefined;
  return { port, store: storeOf(values.store), folder, passages, open: !values['no-open'], reader: readerOf(values) };
}

function readerOf({ reader, model }: { reader?: string; model?: string }): Reader | undefined {
  if (reader === 'local' && model === undefined) return 'model';
  if (reader !== undefined && reader !== 'local' && model !== undefined) return { url: reader, model };
  if (reader === undefined && model === undefined) return undefined;
  throw new Error(
    `--reader and --model go together, expected both, the server's address and the model's name, or --reader local alone.\n${USAGE}`,
  );
}

/** A folder that is named is meant from where the command was typed; by default the index is the course's own. */
function storeOf(address: string | undefined): string {
  if (address === undefined) return DEFAULT_STORE;
  const [, folder] = /^lance:(.+)$/s.exec(address) ?? [];
  return folder === undefined ? address : `lance:${placeOf(folder)}`;
}

function parse() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '8300' },
        store: { type: 'string' },
        folder: { type: 'string' },
        'all-passages': { type: 'boolean', default: false },
        reader: { type: 'string' },
        model: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
      },
    });
    return { ...values, port: readPort(values.port) };
  } catch (error) {
    throw new Error(`${(error as Error).message}.\n${USAGE}`);
  }
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(130); // the second time without waiting
    console.log('\nStopping. What is indexed is kept.');
    stop.abort();
  });
}

/** Captions are few: they are kept beside the default index, or in memory where nothing else is kept either. */
const openConcepts = (address: string): Promise<CourseSearch> =>
  openCourseSearch({
    address,
    ...(address === 'memory:' && { captions: 'memory:' }),
    token: process.env.COURSE_MILVUS_TOKEN, // on the command line other users would see it
    signal: stop.signal,
    onProgress: tell('indexing'),
  });

/** So are names and photographs for the encoder of photographs. */
const openPictures = (concepts: CourseSearch, address: string): Promise<PictureSearch> =>
  openPictureSearch(concepts.towers, concepts, {
    address: address === 'memory:' ? 'memory:' : 'lance:runs/search-photographs',
    signal: stop.signal,
    onProgress: tell('indexing names and photographs'),
  });

const tell =
  (what: string) =>
  ({ done, total }: IndexProgress): void => {
    if (done < total || process.stdout.isTTY)
      progress(`${what} ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`);
  };

/** The index of a folder is kept beside that of the course, in a place of its own. */
function folderStore(store: string, folder: string): string | undefined {
  if (store === DEFAULT_STORE) return undefined;
  if (store === 'memory:') return store;
  return `${store}_folder_${sha256(folder).slice(0, 8)}`;
}

async function openFolder(store: string, folder: string): Promise<FolderSearch> {
  const opened = await indexFolder(folder, {
    address: folderStore(store, folder),
    token: process.env.COURSE_MILVUS_TOKEN,
    signal: stop.signal,
    onProgress: done => progress(`indexing ${asTyped(folder)}: ${progressWords(done)}`),
  });
  progress('');
  for (const line of reportLines(opened.report)) console.log(`${asTyped(folder)}: ${line}`);
  return opened;
}

async function main(): Promise<number> {
  const { port, store, folder: typed, passages, reader, open } = readOptions();
  await demandPort(HOST, port); // before the minute of indexing, not after
  console.log((await startEngine()).toString());
  progress('looking through the data sets');
  const answers = await openReplies(reader, passages);
  const concepts = await openConcepts(store);
  let folder: FolderSearch | undefined;
  try {
    if (!concepts.indexed.finished) return 130;
    progress('photographs');
    const pictures = await openPictures(concepts, store);
    if (!pictures.indexed.finished) return 130;
    if (typed !== undefined) folder = await openFolder(store, typed);
    if (folder && !folder.report.finished) return 130;
    progress('digits and page');
    const digits = await openDigitSearch();
    const items = new Map([...concepts.items, ...pictures.photographs]);
    const server = await searchServer(
      { concepts: { ...concepts, items }, pictures, digits, answers, folder },
      await buildPage(),
    );
    const address = await server.listen({ host: HOST, port }).catch(error => explainPort(port, error));
    progress('');
    console.log(
      `${items.size.toLocaleString('en')} items, of which ${concepts.indexed.embedded.toLocaleString('en')} were new, in ${store}`,
    );
    console.log(`The search is at ${address} (Ctrl-C ends it)`);
    if (answers.writing) console.log(`${answers.writing.model} writes answers, too`);
    if (open) openBrowser(address);
    await stopped();
    await server.close();
    await digits.close();
    await pictures.close();
    return 0;
  } finally {
    await folder?.close();
    await concepts.close();
    await answers.close();
  }
}

const stopped = () =>
  new Promise<void>(resolve => {
    if (stop.signal.aborted) resolve();
    else stop.signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** A line that the next one replaces; on what is no terminal a line of its own. */
function progress(text: string): void {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${text}`);
  else if (text) console.log(text);
}

main().then(
  status => {
    process.exit(status); // an engine's helpers would wait
  },
  error => {
    progress('');
    console.error((error as Error).message);
    process.exit(1);
  },
);
