import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { jupyterEnvironment, pythonOf, ROOT } from '../../tools/course/jupyter';
import type { Output } from '../../tools/course/notebook';
import { launchChromium } from './chromium';
import { BUILD, LessonShown } from './lesson-shown';

/*
 * Drives a lesson in JupyterLab as a learner would: opens it in a real browser, runs it, looks at it. Nothing of the
 * reader's own Jupyter is touched, and the notebook is a copy: a run never changes a file of the course.
 */

const START_MS = 90_000;
const REST_MS = 5_000;

/** What the driver changes in JupyterLab, by plugin. */
const SETTINGS: Record<string, object> = {
  // By default cells outside the window are not in the page: nothing there could be looked at.
  '@jupyterlab/notebook-extension/tracker': { windowingMode: 'none' },
  '@jupyterlab/docmanager-extension/plugin': { autosave: false },
  '@jupyterlab/apputils-extension/notification': { fetchNews: 'false', checkForUpdates: false },
};

/** A code cell as JupyterLab knows it at the moment. */
export interface CellState {
  /** Position in the notebook, from 0, text cells counted. */
  index: number;
  source: string;
  /** The number in brackets; null as long as the cell has not been answered. */
  executionCount: number | null;
  outputs: Output[];
}

/** The part of JupyterLab's application object that is used here. */
interface Lab {
  commands: { execute(command: string, args?: object): Promise<unknown> };
  shell: {
    currentWidget: {
      context: { sessionContext: { session: { kernel: { status: string } | null } | null } };
      content: {
        mode: string;
        activeCellIndex: number;
        widgets: {
          model: {
            type: string;
            executionCount: number | null;
            sharedModel: { getSource(): string };
            outputs: { toJSON(): unknown[] };
          };
        }[];
      };
    };
  };
}

interface PageGlobals {
  document: Document;
  jupyterapp: Lab;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Ends a process and what it started: the server leads a process group of its own, except on Windows. */
function endTree(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()));
  if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
  else child.kill('SIGTERM'); // the server shuts its kernels down
  const limit = setTimeout(() => child.kill('SIGKILL'), 15_000);
  return ended.finally(() => clearTimeout(limit));
}

/** A JupyterLab with the project's kernel on a port of its own, and a browser. */
export class JupyterLab {
  private constructor(
    private readonly server: ChildProcess,
    private readonly browser: Browser,
    private readonly folder: string,
    private readonly address: string,
    private readonly token: string,
  ) {}

  /**
   * @throws Error with what the server said, if it does not answer within 90 seconds; or if there is no Jupyter or browser
   */
  static async start(): Promise<JupyterLab> {
    mkdirSync(BUILD, { recursive: true });
    const python = pythonOf();
    const browser = await launchChromium();
    const folder = mkdtempSync(path.join(BUILD, 'run-'));
    const environment = jupyterEnvironment(path.join(folder, 'jupyter'));
    for (const [plugin, settings] of Object.entries(SETTINGS)) {
      const file = path.join(environment.JUPYTERLAB_SETTINGS_DIR!, `${plugin}.jupyterlab-settings`);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify(settings));
    }
    const port = await freePort();
    const token = randomBytes(16).toString('hex');
    const options = [
      '--no-browser',
      '--ServerApp.ip=127.0.0.1',
      `--ServerApp.port=${port}`,
      '--ServerApp.port_retries=0',
      `--ServerApp.root_dir=${folder}`,
      '--LabApp.expose_app_in_browser=True',
      ...(process.getuid?.() === 0 ? ['--allow-root'] : []),
    ];
    const server = spawn(python, ['-m', 'jupyterlab', ...options], {
      env: { ...environment, JUPYTER_TOKEN: token },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    // What the server and its kernels print is kept: it says why a kernel died.
    const log = path.join(BUILD, 'jupyterlab.log');
    writeFileSync(log, '');
    server.stderr?.on('data', data => appendFileSync(log, data));
    const lab = new JupyterLab(server, browser, folder, `http://127.0.0.1:${port}`, token);
    const until = Date.now() + START_MS;
    while (!(await lab.answers())) {
      if (server.exitCode !== null || Date.now() > until) {
        await lab.stop();
        throw new Error(`JupyterLab did not start:\n${readFileSync(log, 'utf8').slice(-4000)}`);
      }
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    return lab;
  }

  private async answers(): Promise<boolean> {
    try {
      return (await fetch(`${this.address}/api/status?token=${this.token}`)).ok;
    } catch {
      return false;
    }
  }

  /** Opens a copy of a notebook, and waits until its kernel is there. Trusted: what its outputs hold may be shown as it is. */
  async open(file: string, { trusted = false } = {}): Promise<NotebookPage> {
    const name = path.basename(file);
    copyFileSync(file, path.join(this.folder, name));
    if (trusted) this.trust(name);
    return this.visit(name, { anew: true });
  }

  /** Closes a notebook's page, as one closes a tab, and opens the notebook again as it was saved; its kernel goes on. */
  async reopen(notebook: NotebookPage): Promise<NotebookPage> {
    await notebook.page.close();
    return this.visit(`${notebook.name}.ipynb`, { anew: false });
  }

  private async visit(name: string, { anew }: { anew: boolean }): Promise<NotebookPage> {
    const page = await this.browser.newPage({ viewport: { width: 1280, height: 1000 } });
    await page.goto(`${this.address}/lab/tree/${encodeURIComponent(name)}?token=${this.token}${anew ? '&reset' : ''}`);
    await page.locator('.jp-Notebook .jp-Cell').first().waitFor({ timeout: 60_000 });
    await page.waitForFunction(
      busyToo => {
        const { jupyterapp } = globalThis as unknown as PageGlobals;
        const status = jupyterapp?.shell.currentWidget?.context?.sessionContext?.session?.kernel?.status;
        return status === 'idle' || (busyToo && status !== undefined);
      },
      !anew,
      { timeout: 60_000 },
    );
    return new NotebookPage(page, name.replace(/\.ipynb$/, ''));
  }

  private trust(name: string): void {
    const run = spawnSync(pythonOf(ROOT), ['-m', 'jupyter', 'trust', path.join(this.folder, name)], {
      env: jupyterEnvironment(path.join(this.folder, 'jupyter')),
      encoding: 'utf8',
    });
    if (run.status !== 0) throw new Error(`jupyter trust ${name} failed: ${run.stderr}`);
  }

  /** Ends the browser, the server and its kernels, and removes what they wrote. */
  async stop(): Promise<void> {
    await this.browser.close();
    await endTree(this.server);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A notebook that is open in JupyterLab. */
export class NotebookPage extends LessonShown {
  readonly whole = '.jp-Notebook';
  readonly outputs = '.jp-OutputArea-output';

  /** Chooses Run, Run All Cells from the menu. */
  async runAll(): Promise<void> {
    await this.page.locator('.lm-MenuBar-item', { hasText: /^Run$/ }).click();
    await this.page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').click();
  }

  /** Runs one cell, by its position from 0, text cells counted. */
  async run(index: number): Promise<void> {
    await this.cell(index).locator('.cm-content').click();
    await this.page.keyboard.press('Shift+Enter');
  }

  async save(): Promise<void> {
    await this.page.evaluate(() =>
      (globalThis as unknown as PageGlobals).jupyterapp.commands.execute('docmanager:save'),
    );
  }

  /** The code cells with their outputs, from JupyterLab's own model. */
  cells(): Promise<CellState[]> {
    return this.page.evaluate(() => {
      const { jupyterapp } = globalThis as unknown as PageGlobals;
      return jupyterapp.shell.currentWidget.content.widgets.flatMap(({ model }, index) =>
        model.type === 'code'
          ? [
              {
                index,
                source: model.sharedModel.getSource(),
                executionCount: model.executionCount,
                outputs: model.outputs.toJSON() as Output[],
              },
            ]
          : [],
      );
    });
  }

  /**
   * Waits until every code cell has its number, or those up to a position; or, where one has failed and the rest was given up, until
   * nothing has happened for a while: between two cells there is a moment in which none runs.
   * @throws Error naming the cell that did not end, if that takes longer or the kernel dies
   */
  async waitUntilDone(limitMs: number, upTo = Number.POSITIVE_INFINITY): Promise<CellState[]> {
    const until = Date.now() + limitMs;
    let idleSince: number | undefined;
    for (;;) {
      const [unanswered, kernel] = [await this.unanswered(), await this.kernelStatus()];
      const waiting = await this.page.locator('.jp-InputPrompt', { hasText: '*' }).count();
      const resting = waiting === 0 && kernel === 'idle';
      idleSince = resting ? (idleSince ?? Date.now()) : undefined;
      const [first = Number.POSITIVE_INFINITY] = unanswered;
      if (resting && first > upTo) return this.cells();
      if (idleSince !== undefined && Date.now() - idleSince > REST_MS) return this.cells();
      const dead = ['dead', 'restarting', 'autorestarting', 'unknown', 'none'].includes(kernel);
      if (dead || Date.now() > until) {
        const at = (await this.cells()).find(cell => cell.executionCount === null);
        await this.screenshot('not-done');
        const why = dead
          ? `the kernel died (${kernel}; see build/browser/jupyterlab.log)`
          : `after ${limitMs / 1000} s`;
        throw new Error(`${why}, and cell ${(at?.index ?? 0) + 1} has not ended:\n${at?.source}`);
      }
      await this.page.waitForTimeout(100);
    }
  }

  /** The positions of the code cells that have no number yet. */
  private unanswered(): Promise<number[]> {
    return this.page.evaluate(() => {
      const { jupyterapp } = globalThis as unknown as PageGlobals;
      return jupyterapp.shell.currentWidget.content.widgets.flatMap(({ model }, index) =>
        model.type === 'code' && model.executionCount === null ? [index] : [],
      );
    });
  }

  /** 'idle', 'busy', 'dead' …; 'none' if there is no kernel. */
  private kernelStatus(): Promise<string> {
    return this.page.evaluate(() => {
      const { jupyterapp } = globalThis as unknown as PageGlobals;
      return jupyterapp.shell.currentWidget.context.sessionContext.session?.kernel?.status ?? 'none';
    });
  }

  /** A cell in the page, by its position from 0, text cells counted. */
  cell(index: number): Locator {
    return this.page.locator('.jp-Notebook .jp-Cell').nth(index);
  }

  /** Which cell is chosen, in which mode, and in which cell the keys go. */
  chosen(): Promise<{ mode: string; cell: number; focus: number }> {
    return this.page.evaluate(() => {
      const { document, jupyterapp } = globalThis as unknown as PageGlobals;
      const { mode, activeCellIndex } = jupyterapp.shell.currentWidget.content;
      const cells = Array.from(document.querySelectorAll('.jp-Notebook .jp-Cell'));
      return { mode, cell: activeCellIndex, focus: cells.findIndex(cell => cell.contains(document.activeElement)) };
    });
  }

  /** Chooses the first cell by the keys. */
  async goToTop(): Promise<void> {
    while ((await this.chosen()).cell > 0) await this.page.keyboard.press('ArrowUp');
  }

  /** Chooses a theme, as the menu of the settings does. */
  async wear(theme: 'light' | 'dark'): Promise<void> {
    const name = theme === 'light' ? 'JupyterLab Light' : 'JupyterLab Dark';
    await this.page.evaluate(async wanted => {
      const { jupyterapp } = globalThis as unknown as PageGlobals;
      await jupyterapp.commands.execute('apputils:change-theme', { theme: wanted });
    }, name);
    await this.page.locator(`body[data-jp-theme-light="${theme === 'light'}"]`).waitFor({ state: 'attached' });
  }

  /** What a cell shows. */
  output(index: number): Locator {
    return this.cell(index).locator('.jp-OutputArea-output');
  }

  /** What is drawn in a cell's charts: the pixels' data of a canvas, or the markup of elements; one text a chart. */
  drawings(index: number): Promise<string[]> {
    return this.output(index)
      .locator('.vega-embed .marks')
      .evaluateAll(all =>
        (all as unknown as { toDataURL?(): string; outerHTML: string }[]).map(
          drawn => drawn.toDataURL?.() ?? drawn.outerHTML,
        ),
      );
  }
}
