import OpenAI, { APIConnectionError, APIError } from 'openai';
import { describe } from '../engine/rows';
import type { AskOptions } from './answer';
import type { Message, Writer } from './written-answer';

/** A server that speaks OpenAI's chat completions: Ollama, llama.cpp, LM Studio, or one that is hosted. */
export interface ChatServer {
  /** Up to where `/chat/completions` follows: 'http://127.0.0.1:11434/v1'. */
  url: string;
  /** The model's name, as the server knows it. */
  model: string;
  /** Seconds for an answer; 60 by default. */
  seconds?: number;
}

/** The environment's variable with the key of a server that asks for one: it is sent to that server, and neither kept nor printed. */
const KEY = 'COURSE_READER_KEY';
const SECONDS = 60;
/** Words of an answer, about; and letters after which a server is not listened to any more. */
const TOKENS = 200;
const LONGEST_ANSWER = 4000;

/**
 * A model behind a server that speaks OpenAI's chat completions.
 * @throws TypeError or RangeError for an address or a name that is none; the writer throws Errors that say what the server did
 */
export function chatWriter({ url, model, seconds = SECONDS }: ChatServer): Writer {
  const where = checkServer(url, model, seconds);
  const key = process.env[KEY] || undefined;
  const client = new OpenAI({
    ...{ baseURL: url, apiKey: key ?? 'none', maxRetries: 0, timeout: seconds * 1000, logLevel: 'off' },
    // else taken from variables that belong to another server
    ...{ organization: null, project: null },
  });
  const secret = (text: string) => (key ? text.replaceAll(key, '…') : text);
  return {
    name: model,
    write: async (messages, { signal, onText }) => {
      const stop = new AbortController();
      const end = () => stop.abort();
      signal?.addEventListener('abort', end, { once: true });
      const clock = setTimeout(end, seconds * 1000);
      try {
        return await streamed(client, model, messages, stop, onText);
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        if (stop.signal.aborted) {
          throw new Error(
            `the model at ${where} gave no whole answer in ${seconds} s; allow more with { seconds }, or ask a smaller model`,
          );
        }
        // without `cause`: the library's error has the key among its headers
        throw new Error(secret(inWords(error, where, model)));
      } finally {
        clearTimeout(clock);
        signal?.removeEventListener('abort', end);
      }
    },
  };
}

async function streamed(
  client: OpenAI,
  model: string,
  messages: Message[],
  stop: AbortController,
  onText: AskOptions['onText'],
): Promise<string> {
  const stream = await client.chat.completions.create(
    { model, messages, max_tokens: TOKENS, temperature: 0, stream: true },
    { signal: stop.signal },
  );
  let text = '';
  let finished = false;
  try {
    for await (const part of stream) {
      const choice = part?.choices?.[0];
      const piece = choice?.delta?.content;
      if (typeof piece === 'string' && piece) {
        text += piece;
        onText?.(piece);
      }
      finished ||= Boolean(choice?.finish_reason);
      if (text.length > LONGEST_ANSWER) break;
    }
  } catch (error) {
    throw text === '' ? error : new BrokenOff();
  }
  if (stop.signal.aborted) throw new Error('aborted');
  if (text.trim() === '') throw new SyntaxError('no text came');
  if (!finished && text.length <= LONGEST_ANSWER) throw new BrokenOff();
  return text.slice(0, LONGEST_ANSWER);
}

/** A stream that ended before the answer did. */
class BrokenOff extends Error {}

function inWords(error: unknown, where: string, model: string): string {
  const server = `the server at ${where}`;
  if (error instanceof BrokenOff) return `${server} broke off in the middle of the answer; ask again`;
  if (error instanceof APIConnectionError) {
    return `${server} does not answer; start it, or look whether the address is right`;
  }
  if (error instanceof APIError && error.status === 401) {
    return `${server} asks for a key (401): put it into the environment as ${KEY} before the course starts`;
  }
  if (error instanceof APIError && error.status === 404) {
    return `${server} knows no model '${model}', or its address goes on (404): most end in /v1; expected what its list of models says`;
  }
  if (error instanceof APIError && error.status !== undefined) {
    return `${server} failed with status ${error.status}; look at what it logs, and ask again`;
  }
  const said = error instanceof Error && error.message ? ` (${error.message.slice(0, 200)})` : '';
  return `${server} answers, but not as OpenAI's chat completions do${said}; look whether the address is right`;
}

/** @returns where the server is, as errors name it: without a password that the address may hold */
function checkServer(url: string, model: string, seconds: number): string {
  const example = "expected one such as 'http://127.0.0.1:11434/v1'";
  if (typeof url !== 'string') throw new TypeError(`openAnswers: the reader's url is ${describe(url)}, ${example}`);
  let address: URL;
  try {
    address = new URL(url);
  } catch {
    throw new RangeError(`openAnswers: the reader's url is no address, ${example}`);
  }
  if (!/^https?:$/.test(address.protocol)) {
    throw new RangeError(`openAnswers: the reader's url begins with ${address.protocol}, ${example}`);
  }
  if (typeof model !== 'string' || model.trim() === '') {
    throw new TypeError(
      `openAnswers: the reader's model is ${describe(model)}, expected its name, such as 'smollm2:135m'`,
    );
  }
  if (!(seconds > 0 && Number.isFinite(seconds))) {
    throw new RangeError(`openAnswers: the reader's seconds are ${describe(seconds)}, expected a number above 0`);
  }
  return address.host;
}
