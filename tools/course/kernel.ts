import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { isRecord } from './notebook';
import type { Message } from './outputs';

export interface KernelOptions {
  python: string;
  /** The kernelspec's name. */
  kernel: string;
  /** Where the kernel starts: the notebook's folder, as in JupyterLab. */
  folder: string;
  environment: NodeJS.ProcessEnv;
  startSeconds: number;
}

/** How an execution ended. */
export interface Reply {
  status: 'ok' | 'error' | 'aborted' | 'timeout' | 'dead' | (string & {});
  /** The number in brackets beside the cell. */
  count?: number;
  detail?: string;
}

interface Pending {
  reply?: Reply;
  idle: boolean;
  settle(reply: Reply): void;
}

const LAST_WORDS = 2000;
const STOP_MS = 10_000;
const running = new Set<Kernel>();

/** Ends every kernel that is still there, for Ctrl-C. */
export async function stopKernels(): Promise<void> {
  await Promise.all([...running].map(kernel => kernel.stop()));
}

/** A kernel behind tools/course/kernel.py, which speaks Jupyter's protocol with it. */
export class Kernel {
  /** Called with every output, with the id of the execution it belongs to; late ones too. */
  onOutput: (execution: number, message: Message) => void = () => {};
  /** Of the kernel's process. */
  pid: number | undefined;

  private readonly helper: ChildProcess;
  private readonly ended: Promise<void>;
  private readonly pending = new Map<number, Pending>();
  private dead: string | undefined;
  private said = '';

  private constructor({ python, kernel, folder, environment, startSeconds }: KernelOptions) {
    this.helper = spawn(
      python,
      [path.join(__dirname, 'kernel.py'), '--kernel', kernel, '--folder', folder, '--start-timeout', `${startSeconds}`],
      { env: environment, stdio: ['pipe', 'pipe', 'pipe'] },
    );
    this.helper.stdin?.on('error', () => {}); // a helper that is gone is noticed by its end
    this.helper.stderr?.on('data', data => {
      this.said = (this.said + String(data)).slice(-LAST_WORDS);
    });
    this.ended = new Promise(resolve => {
      const end = (why: string) => {
        this.die(why);
        running.delete(this);
        resolve();
      };
      this.helper.on('error', error => end(error.message));
      this.helper.on('close', () => end('the helper process ended'));
    });
    running.add(this);
  }

  /**
   * Starts a kernel and waits until it answers.
   * @throws Error if it does not, with what it printed
   */
  static async start(options: KernelOptions): Promise<Kernel> {
    const kernel = new Kernel(options);
    try {
      await new Promise<void>((resolve, reject) => {
        const lines = createInterface({ input: kernel.helper.stdout! });
        lines.on('line', line => {
          const event: unknown = JSON.parse(line);
          if (!isRecord(event)) return;
          if (event.kind === 'ready') resolve();
          else if (event.kind === 'failed') reject(new Error(String(event.why)));
          else kernel.take(event);
        });
        void kernel.ended.then(() => reject(new Error(kernel.dead)));
      });
    } catch (error) {
      await kernel.stop();
      const said = kernel.said.trim();
      throw new Error(`the kernel did not start: ${(error as Error).message}${said ? `\n${said}` : ''}`);
    }
    return kernel;
  }

  private take(event: Record<string, unknown>): void {
    const id = Number(event.id);
    const pending = this.pending.get(id);
    const content = isRecord(event.content) ? event.content : {};
    switch (event.kind) {
      case 'started':
        this.pid = Number(event.pid) || undefined;
        break;
      case 'output':
        this.onOutput(id, { type: String(event.type), content });
        break;
      case 'reply':
        if (pending) pending.reply = { status: String(content.status), ...countOf(content) };
        break;
      case 'idle':
        if (pending) pending.idle = true;
        break;
      case 'dead':
        this.die(causeOfDeath(event.code));
        break;
    }
    // Outputs may come after the reply, but not after the kernel is idle.
    if (pending?.reply && pending.idle) pending.settle(pending.reply);
  }

  private die(why: string): void {
    this.dead ??= why;
    const said = this.said.trim();
    const detail = said ? `${this.dead}\n${said}` : this.dead;
    for (const pending of this.pending.values()) pending.settle({ status: 'dead', detail });
  }

  /** Runs code; a kernel that dies or passes the limit is an answer, too. One that passed it is of no more use. */
  execute(id: number, code: string, limitSeconds: number): Promise<Reply> {
    if (this.dead !== undefined) return Promise.resolve({ status: 'dead', detail: this.dead });
    return new Promise(resolve => {
      const limit = setTimeout(() => {
        pending.settle({ status: 'timeout', detail: `the limit is ${limitSeconds} seconds (--timeout)` });
      }, limitSeconds * 1000);
      const pending: Pending = {
        idle: false,
        settle: reply => {
          clearTimeout(limit);
          this.pending.delete(id);
          resolve(reply);
        },
      };
      this.pending.set(id, pending);
      this.helper.stdin?.write(`${JSON.stringify({ op: 'execute', id, code })}\n`);
    });
  }

  /** What the stop button does. */
  interrupt(): void {
    this.helper.stdin?.write(`${JSON.stringify({ op: 'interrupt' })}\n`);
  }

  /** Ends the kernel, and whatever it started. */
  async stop(): Promise<void> {
    this.helper.stdin?.end();
    const limit = setTimeout(() => this.helper.kill('SIGKILL'), STOP_MS);
    await this.ended;
    clearTimeout(limit);
  }
}

function countOf(content: Record<string, unknown>): { count?: number } {
  return typeof content.execution_count === 'number' ? { count: content.execution_count } : {};
}

function causeOfDeath(code: unknown): string {
  if (typeof code !== 'number') return 'its process is gone';
  return code < 0 ? `its process was ended by signal ${-code}` : `its process ended with status ${code}`;
}
