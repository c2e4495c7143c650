import { answering, type Hostile, rightIf } from './hostile';

/**
 * Attempts to make Node itself write a file, or to reach the grader through what Node is made of. Each is right if it gets
 * there. `VICTIM` is put in by the test: another student's notebook.
 */
const way = (open: string): Hostile => ({ cells: rightIf(`(${open}, true)`), credit: 0 });

const FILL_THE_HEAP = 'const all: any[] = [];\nfor (;;) all.push(new Array(100_000).fill(temperature));';

export const insides: Record<string, Hostile> = {
  'a log of V8 over another notebook': way("require('node:v8').setFlagsFromString('--log --logfile=VICTIM')"),
  'a log of V8, flag by flag': way(
    "['--log', '--log-all', '--logfile=VICTIM', '--no-logfile-per-isolate', '--prof'].forEach(flag => require('node:v8').setFlagsFromString(flag)), eval('(() => 1)()')",
  ),
  'code traces of V8': way(
    "['--trace-turbo', '--trace-turbo-path=/tmp', '--redirect-code-traces', '--redirect-code-traces-to=VICTIM', '--print-code'].forEach(flag => require('node:v8').setFlagsFromString(flag))",
  ),
  'a trace of events': way("require('node:trace_events').createTracing({ categories: ['v8', 'node'] }).enable()"),
  'a snapshot of the heap': way("require('node:v8').writeHeapSnapshot('VICTIM')"),
  'a snapshot of a heap that is full': {
    cells: answering(
      `try { require('node:v8').setHeapSnapshotNearHeapLimit(3); } catch { return 0; }\n${FILL_THE_HEAP}`,
    ),
    credit: 0,
    told: /^0$/m,
  },
  'a report': way("process.report.writeReport('VICTIM')"),
  'a report of a crash': {
    cells: answering(
      `const report: any = process.report;\nObject.assign(report, { directory: '/tmp', reportOnFatalError: true });\n${FILL_THE_HEAP}`,
    ),
    credit: 0,
    told: /ended|memory/,
  },
  'a socket with a path': way(
    "(handle => { if (typeof handle === 'number') throw handle; })((require('node:net') as any)._createServerHandle('OUTSIDE', -1, -1))",
  ),
  'a server with a path': way("(require('node:net').createServer() as any)._listen2('OUTSIDE', -1, -1, 1)"),
  'a path for a pipe of the same class': way(
    "(code => { if (code !== 0) throw code; })(new (process.stdout as any)._handle.constructor(0).bind('OUTSIDE'))",
  ),
  'an address of its own': way(
    "(handle => { if (typeof handle === 'number') throw handle; handle.close(); })((require('node:net') as any)._createServerHandle('127.0.0.1', 0, 4))",
  ),
  'datagrams by their handle': way(
    "(handle => { if (typeof handle === 'number') throw handle; handle.close(); })((require('node:dgram') as any)._createSocketHandle('127.0.0.1', 0, 'udp4'))",
  ),
  'the grader’s debugger': way('(process as any)._debugProcess(process.ppid)'),
  'the grader’s priority': way("require('node:os').setPriority(process.ppid, 19)"),
  'a session with its own debugger': way("new (require('node:inspector').Session)().connect()"),
  'a debugger for everybody': way("require('node:inspector').open(0, '127.0.0.1')"),
  'the file system, as WebAssembly sees it': way(
    "new (require('node:wasi').WASI)({ version: 'preview1', preopens: { '/': '/' } } as any)",
  ),
  'bindings that are linked': way("(process as any)._linkedBinding('fs')"),
  'a folder that answers do not lie in': way("process.chdir(require('node:path').dirname('VICTIM'))"),
};
