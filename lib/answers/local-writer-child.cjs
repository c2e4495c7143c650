'use strict';
// The child process of local-writer.ts: a language model through node-llama-cpp. A process of its own, because memory that runs out should
// end this and not the lesson, because the library is an ES module with top-level await, which the kernel cannot load, and because ending
// it is the surest way to stop an answer.
const { createHash } = require('node:crypto');
const { createReadStream, statSync } = require('node:fs');
const { createRequire } = require('node:module');
const os = require('node:os');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

/** @typedef {import('./local-writer').WritingQuestion} Question */
/** @typedef {import('./local-writer').WritingAnswer} Answer */

// The parts of node-llama-cpp 3.21.1 that are used here. It is installed in a folder of its own, if at all, where the compiler does not
// find its types.
/** @typedef {{ clearHistory(): Promise<void> }} Sequence */
/** @typedef {{ maxTokens: number, temperature: number, onTextChunk: (text: string) => void }} PromptOptions */
/** @typedef {{ prompt(text: string, options: PromptOptions): Promise<string>, dispose(options: object): void }} Session */
/** @typedef {{ getSequence(): Sequence }} Context */
/** @typedef {{ createContext(options: object): Promise<Context> }} Model */
/**
 * @typedef {object} Library
 * @property {(options: object) => Promise<{ loadModel(options: { modelPath: string }): Promise<Model> }>} getLlama
 * @property {new (options: { contextSequence: Sequence, systemPrompt?: string }) => Session} LlamaChatSession
 */

/** Tokens of an answer, and of question and answer together. */
const ANSWER = 200;
const CONTEXT = 2048;
/** On a machine that has other work to do, two threads wait for each other: an answer of 3 s took 86. */
const THREADS = 1;
const MEND = 'run npm run setup -- --reader, which fetches it again';
const ANEW = 'if it fails again, run npm run setup -- --reader --remove and npm run setup -- --reader';

/** @type {Promise<{ LlamaChatSession: Library['LlamaChatSession'], sequence: Sequence }> | undefined} */
let loaded;

/** What is said as it stands; of other errors that the model failed. */
class Told extends Error {}

/** @param {Question} question */
async function load({ folder, model, memory }) {
  // what the system has, within what this process may take
  const free = Math.min(os.freemem(), process.availableMemory?.() ?? Infinity);
  if (free < memory) {
    const megabytes = (/** @type {number} */ bytes) => Math.round(bytes / 1e6).toLocaleString('en');
    throw new Told(
      `needs ${megabytes(memory)} MB of memory, and ${megabytes(free)} MB are free; close what else is running`,
    );
  }
  const modelPath = join(folder, model.file);
  await demandWhole(modelPath, model);
  const place = createRequire(join(folder, 'package.json')).resolve('node-llama-cpp');
  /** @type {Library} */
  const { getLlama, LlamaChatSession } = await import(pathToFileURL(place).href);
  // built for this machine as it came: nothing is compiled, nothing downloaded
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    maxThreads: THREADS,
    logLevel: 'error',
  });
  const opened = await llama.loadModel({ modelPath });
  const context = await opened.createContext({ contextSize: CONTEXT, threads: THREADS });
  return { LlamaChatSession, sequence: context.getSequence() };
}

/**
 * @param {string} file
 * @param {Question['model']} model
 */
async function demandWhole(file, { bytes, sha256 }) {
  const { size } = statSync(file, { throwIfNoEntry: false }) ?? {};
  const count = (/** @type {number} */ n) => n.toLocaleString('en');
  if (size === undefined) throw new Told(`is not there: expected its file at ${file}; ${MEND}`);
  if (size !== bytes) throw new Told(`has a file of ${count(size)} bytes, expected ${count(bytes)}; ${MEND}`);
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part);
  if (hash.digest('hex') !== sha256) throw new Told(`has a file that has been changed since it was installed; ${MEND}`);
}

/**
 * @param {Question} question
 * @returns {Promise<Answer>}
 */
async function answer(question) {
  loaded ??= load(question);
  const { LlamaChatSession, sequence } = await loaded;
  const [system, asked] = question.messages;
  await sequence.clearHistory();
  const session = new LlamaChatSession({ contextSequence: sequence, systemPrompt: system.content });
  const onTextChunk = (/** @type {string} */ part) => process.send?.({ part });
  const text = await session.prompt(asked.content, { maxTokens: ANSWER, temperature: 0, onTextChunk });
  session.dispose({ disposeSequence: false });
  if (text.trim() === '') throw new Told('said nothing; ask in other words');
  return { text };
}

process.on('message', async (/** @type {Question} */ question) => {
  const told = await answer(question).catch(error => {
    if (error instanceof Told) return { problem: error.message };
    return { problem: `failed (${String(error?.message ?? error).split('\n')[0]}); ${ANEW}` };
  });
  process.send?.(told);
});
process.on('disconnect', () => process.exit());
// Jupyter interrupts a kernel together with its children; what was interrupted is the kernel's to say.
process.on('SIGINT', () => {});
