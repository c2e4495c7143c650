import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import type { Bounds } from '../../../lib/exercises/exercise';
import { LATER, MOST_OUTPUT, SPARE_CPU_SECONDS } from '../bounds';
import type { Sandbox } from './sandbox';
import { usageOf } from './usage';
import { fromWire, onWire, WireError } from './wire';

/** What came of a call: an answer as plain data, an error that the answer threw, or the end of the child and why. */
export type Outcome = { answer: unknown } | { error: string } | { ended: string };

/** What runs in a child: the cells that an exercise needs. */
export interface Program {
  id: string;
  source: string;
  /** They compute with tensors. */
  engine: boolean;
}

export interface Child {
  /** Runs the cells: why nothing was handed in, or else the error that one of them ended with, if any. */
  start(program: Program): Promise<{ failed: string } | { ended: string } | { noted?: string }>;
  call(args: unknown[], round: number): Promise<Outcome>;
  /** Whether it may be given another program: it lives, and the system's bounds leave that one all that it may take. */
  isFree(): boolean;
  stop(): Promise<void>;
}

const WATCH_MS = 100;
/** Between two looks; of more, the grader itself was busy, and a child's answer may have lain there unread. */
const LONGEST_LOOK_MS = 500;

/** Children that run, for an end in a hurry. */
const running = new Set<ChildProcess>();

/** Ends all children at once. */
export function killChildren(): void {
  for (const process of running) kill(process);
}

function kill(child: ChildProcess): void {
  try {
    // the whole group: a shell, bubblewrap and what is in it
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
  } catch {
    // it has ended
  }
  child.kill('SIGKILL');
}

/**
 * What a program may take, and what it has taken so far: of wall time and of output its own, of processor time all that the process has
 * had, up to `mostCpuSeconds`.
 * @param taken seconds of processor time that the process had had when the program began
 */
const allowanceOf = ({ seconds, cpuSeconds }: Pick<Bounds, 'seconds' | 'cpuSeconds'>, taken = 0) => ({
  seconds,
  mostCpuSeconds: taken + cpuSeconds,
  wallMs: 0,
  bytes: 0,
  lines: 0,
});

const SIGNALS: Readonly<Record<number, string>> = {
  4: 'SIGILL',
  6: 'SIGABRT',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  15: 'SIGTERM',
  24: 'SIGXCPU',
  25: 'SIGXFSZ',
};

function endWords(code: number | null, signal: string | null): string {
  const name = signal ?? (code !== null && code > 128 ? (SIGNALS[code - 128] ?? `signal ${code - 128}`) : undefined);
  return name
    ? `the process was ended by ${name} before it answered`
    : `the process ended (status ${code}) before it answered`;
}

/**
 * Starts a process inside the walls. It ends by itself, by `stop`, or at a bound; from then on every call says why.
 * @param bounds of the first program that this child runs, from the start of the process to the last call; those after it have
 *   less time (LATER)
 */
export function startChild(sandbox: Sandbox, bounds: Bounds): Child {
  const { file, args, env, filter } = sandbox.command(bounds);
  const descriptor = filter === undefined ? undefined : openSync(filter, 'r');
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', ...(descriptor === undefined ? [] : [descriptor])],
    env,
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  if (descriptor !== undefined) closeSync(descriptor);
  running.add(child);

  let ended: string | undefined;
  let started = false;
  let calls = 0;
  /** What is being waited for: a key that its reply must have, and where it goes. */
  let waiting: { key: string; value: unknown; resolve(message: Record<string, unknown> | undefined): void } | undefined;

  const settle = (message?: Record<string, unknown>) => {
    const { resolve } = waiting ?? {};
    waiting = undefined;
    resolve?.(message);
  };
  const end = (why: string) => {
    ended ??= why;
    kill(child);
    settle();
  };

  const gone = new Promise<void>(resolve => {
    child.once('error', error => {
      ended ??= `the process could not be started: ${error.message}`;
      running.delete(child);
      clearInterval(watch);
      settle();
      resolve();
    });
    child.once('close', (code, signal) => {
      ended ??= endWords(code, signal);
      running.delete(child);
      clearInterval(watch);
      settle();
      resolve();
    });
  });
  child.once('exit', () => {
    // what inherited its pipes must not hold them open
    setTimeout(() => {
      for (const stream of child.stdio) stream?.destroy();
    }, 500).unref();
  });

  const usage = () => (child.pid === undefined ? undefined : usageOf(child.pid));
  let own = allowanceOf(bounds);
  let lookedAt = performance.now();
  const watch = setInterval(() => {
    const now = performance.now();
    own.wallMs += Math.min(now - lookedAt, LONGEST_LOOK_MS);
    lookedAt = now;
    if (own.wallMs > own.seconds * 1000) end(`nothing within ${own.seconds} seconds`);
    const { megabytes, cpuSeconds } = usage() ?? { megabytes: 0, cpuSeconds: 0 };
    if (megabytes > bounds.megabytes) end(`it took more than ${bounds.megabytes} MB of memory`);
    if (cpuSeconds > own.mostCpuSeconds) end(`it took more than ${bounds.cpuSeconds} s of processor time`);
  }, WATCH_MS);

  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('error', () => {});
    stream.on('data', (data: Buffer) => {
      own.bytes += data.length;
      for (const byte of data) if (byte === 0x0a) own.lines++;
      if (own.bytes > MOST_OUTPUT.bytes) end(`it printed more than ${MOST_OUTPUT.bytes / 1e6} MB`);
      else if (own.lines > MOST_OUTPUT.lines)
        end(`it printed more than ${MOST_OUTPUT.lines.toLocaleString('en')} lines`);
    });
  }
  const [questions, answers] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  questions.on('error', () => {}); // its end is seen as the child's
  answers.on('error', () => {});
  readLines(answers, bounds.answerMegabytes * 1e6, {
    line(text) {
      if (ended !== undefined) return;
      let message: unknown;
      try {
        message = JSON.parse(text);
      } catch {
        return end('it wrote into the channel of the answers');
      }
      const record = (typeof message === 'object' && message !== null ? message : {}) as Record<string, unknown>;
      // only the reply to the question that is open, by its number, which cannot be known before
      if (!waiting || (waiting.key === 'call' && record.call !== waiting.value)) {
        return end('it wrote into the channel of the answers');
      }
      settle(record);
    },
    tooLong: () => end(`its answer takes more than ${bounds.answerMegabytes} MB`),
  });

  function ask(message: object, key: string, value: unknown): Promise<Record<string, unknown> | undefined> {
    if (ended !== undefined) return Promise.resolve(undefined);
    return new Promise(resolve => {
      waiting = { key, value, resolve };
      questions.write(`${JSON.stringify(message)}\n`);
    });
  }

  return {
    async start({ id, source, engine }) {
      if (started && ended === undefined) own = allowanceOf(LATER, usage()?.cpuSeconds);
      started = true;
      const reply = await ask({ program: source, id, engine }, 'ready', true);
      if (!reply) return { ended: ended! };
      if (reply.ready !== true) return { failed: text(reply.failed) };
      return reply.noted === undefined ? {} : { noted: text(reply.noted) };
    },
    async call(args, round) {
      const call = `${++calls} ${crypto.randomUUID()}`;
      const reply = await ask({ call, args: onWire(args), round }, 'call', call);
      if (!reply) return { ended: ended! };
      if ('error' in reply) return { error: text(reply.error) };
      try {
        return { answer: fromWire(reply.answer) };
      } catch (error) {
        if (error instanceof WireError) return { error: `the answer cannot be read: ${error.message}` };
        throw error;
      }
    },
    isFree() {
      const taken = ended === undefined ? usage() : undefined;
      return taken !== undefined && taken.cpuSeconds <= SPARE_CPU_SECONDS;
    },
    stop() {
      ended ??= 'it was stopped';
      kill(child);
      return gone;
    },
  };
}

const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 500) : 'an error');

/** Hands on whole lines; one that grows beyond the limit is said once, and nothing after it. */
function readLines(
  stream: Readable,
  limit: number,
  { line, tooLong }: { line(text: string): void; tooLong(): void },
): void {
  let pieces: Buffer[] = [];
  let size = 0;
  stream.on('data', (data: Buffer) => {
    let from = 0;
    for (let at = data.indexOf(0x0a); at >= 0; at = data.indexOf(0x0a, from)) {
      pieces.push(data.subarray(from, at));
      from = at + 1;
      const whole = Buffer.concat(pieces).toString('utf8');
      pieces = [];
      size = 0;
      line(whole);
    }
    const rest = data.subarray(from);
    size += rest.length;
    if (size > limit) {
      stream.destroy();
      pieces = [];
      tooLong();
    } else if (rest.length > 0) pieces.push(rest);
  });
}
