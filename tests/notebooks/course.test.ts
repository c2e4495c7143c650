import { spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ROOT } from '../../tools/course/jupyter';
import { type Code, notebookText, scratch } from './support';

const files = scratch();
afterAll(files.remove);

interface Ended {
  status: number | null;
  text: string;
}

/** `npm run course -- …`, with everything it writes in the scratch folder. */
function course(options: string[], { environment = {}, killAfter = '' } = {}): Promise<Ended> {
  const all = [
    '--import',
    'tsx',
    path.join(ROOT, 'tools', 'course.ts'),
    '--out',
    path.join(files.folder, 'out'),
    ...options,
  ];
  const child = spawn(process.execPath, all, { cwd: ROOT, env: { ...process.env, ...environment } });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', data => {
      text += String(data);
      if (killAfter && text.includes(killAfter)) child.kill('SIGINT');
    });
  }
  return new Promise(resolve => child.on('close', status => resolve({ status, text })));
}

/** A killed process whose parent is gone may stay listed as a zombie where nobody collects it (in a container). */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^\d+ \(.*\) Z/.test(existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '');
  } catch {
    return false;
  }
}

/** A Jupyter folder whose kernel `tslab` is another program. */
function otherKernel(name: string, program: string, ...args: string[]): { JUPYTER_PATH: string } {
  const spec = { argv: [process.execPath, '-e', program, ...args], display_name: name, language: 'typescript' };
  return {
    JUPYTER_PATH: path.dirname(
      path.dirname(path.dirname(files.file(`${name}/kernels/tslab/kernel.json`, JSON.stringify(spec)))),
    ),
  };
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>';
const GOOD: Code[] = [
  ["import * as tslab from 'tslab';\nconsole.log('engine: wasm');", { prints: ['^engine: wasm$'] }],
  [`tslab.display.svg('${SVG}');`, { outputs: ['image/svg+xml'] }],
  [
    `const bar = tslab.newDisplay();
for (let step = 0; step <= 3; step++) {
  bar.html(\`<b>\${step} of 3</b>\`);
  await new Promise(resolve => setTimeout(resolve, 20));
}`,
    { outputs: ['text/html'], prints: ['3 of 3'] },
  ],
  ["console.log('solved');", { prints: ['^solved$'], exercise: 'x', printsWhenSolved: ['never'] }],
  ["console.error('a warning that belongs here');", { stderr: true, quiet: true }],
];

describe('npm run course', () => {
  test('runs lessons side by side, and counts them in the order in which they were named', async () => {
    const slow = files.file(
      'slow.ipynb',
      notebookText(["await new Promise(resolve => setTimeout(resolve, 4000)); console.log('late');"]),
    );
    const quick = files.file('quick.ipynb', notebookText(["console.log('soon');"]));
    const { status, text } = await course(['--at-once', '2', '--no-pages', slow, quick]);
    expect(text.indexOf('quick.ipynb: 1 of 1')).toBeGreaterThan(0);
    expect(text.indexOf('slow.ipynb: 1 of 1')).toBeGreaterThan(text.indexOf('quick.ipynb: 1 of 1'));
    const { notebooks } = JSON.parse(readFileSync(path.join(files.folder, 'out', 'summary.json'), 'utf8'));
    expect(notebooks.map(({ name }: { name: string }) => path.basename(name))).toEqual(['slow.ipynb', 'quick.ipynb']);
    expect([status, text.trim().split('\n').at(-1)]).toEqual([0, '2 passed, 0 failed']);
  });

  test('does not run half a lesson at once', async () => {
    const { status, text } = await course(['--at-once', '0.5', 'any.ipynb']);
    expect(text).toContain('--at-once 0.5: expected a whole number from 1 on');
    expect(status).toBe(1);
  });

  test('passes good lessons, and leaves notebooks, pages and a summary', async () => {
    const good = files.file('good.ipynb', notebookText(GOOD));
    const { status, text } = await course([good]);
    expect(text).toMatch(/5 of 5 cells passed, [\d.]+ s/);
    expect(text.trim().endsWith('5 passed, 0 failed')).toBe(true);
    expect(status).toBe(0);

    const out = path.join(files.folder, 'out', path.relative(ROOT, files.folder));
    const executed = JSON.parse(readFileSync(path.join(out, 'good.ipynb'), 'utf8'));
    expect(executed.cells[2].outputs).toEqual([
      { output_type: 'display_data', data: { 'text/html': '<b>3 of 3</b>' }, metadata: {} },
    ]);
    expect(executed.cells[2].execution_count).toBe(3);
    const page = readFileSync(path.join(out, 'good.html'), 'utf8');
    expect(page).toContain(Buffer.from(SVG).toString('base64').slice(0, 40));
    expect(page.match(/<script[^>]*src="http[^"]*"/g)).toBeNull();
    const summary = JSON.parse(readFileSync(path.join(files.folder, 'out', 'summary.json'), 'utf8'));
    expect(summary).toMatchObject({ passed: 5, failed: 0 });
    expect(summary.notebooks[0].cells[2].seconds).toBeGreaterThan(0.05);
    if (existsSync('/proc/self/status')) expect(summary.notebooks[0].peakMegabytes).toBeGreaterThan(50);
  });

  test('expects what only a solution prints of a lesson in solutions/', async () => {
    const solved = files.file('solutions/good.ipynb', notebookText(GOOD));
    const { status, text } = await course(['--no-pages', solved]);
    expect(status).toBe(1);
    expect(text).toMatch(
      /FAILED .*solutions\/good\.ipynb, cell 4\n {4}\| console\.log\('solved'\);\n {4}expected: text that matches \/never\//,
    );
    expect(text.trim().endsWith('4 passed, 1 failed')).toBe(true);
  });

  test('runs an exercise of solutions/ twice: as the learner finds it, then as answered', async () => {
    const answered = `function twice(x: number) {
  // BEGIN SOLUTION
  return 2 * x;
  // END SOLUTION
  // BEGIN STARTER
  // return 0; // Your code here.
  // END STARTER
}
console.log(\`twice: \${twice(2)}\`);`;
    const lesson = (expected: string): Code[] => [
      [answered, { prints: ['^twice: '], exercise: 'twice', printsWhenSolved: [expected] }],
      ['console.log(twice(3));', { prints: ['^6$'] }],
    ];
    const { status, text } = await course([
      '--no-pages',
      files.file('a/solutions/twice.ipynb', notebookText(lesson('^twice: 4$'))),
      files.file('b/solutions/twice.ipynb', notebookText(lesson('^twice: 0$'))),
    ]);
    expect(text).toMatch(/a\/solutions\/twice\.ipynb: 3 of 3 cells passed/);
    expect(text).toMatch(/FAILED .*b\/solutions\/twice\.ipynb, cell 1\n/);
    expect(text.trim().endsWith('5 passed, 1 failed')).toBe(true);
    expect(status).toBe(1);
    const executed = path.join(files.folder, 'out', path.relative(ROOT, files.folder), 'a/solutions/twice.ipynb');
    const { cells } = JSON.parse(readFileSync(executed, 'utf8'));
    expect(cells.map((cell: { outputs: { text: string }[] }) => cell.outputs[0]!.text)).toEqual([
      'twice: 0\n',
      'twice: 4\n',
      '6\n',
    ]);
  });

  test('says where the markers of an exercise are wrong', async () => {
    const open = files.file('c/solutions/open.ipynb', notebookText([['// BEGIN SOLUTION', { exercise: 'x' }]]));
    const { status, text } = await course(['--no-pages', open]);
    expect(status).toBe(1);
    expect(text).toContain('open.ipynb, cell 1: line 1: // BEGIN SOLUTION without a // END SOLUTION');
  });

  test('goes on to the next notebook after one that cannot be run', async () => {
    const { status, text } = await course([files.file('no.ipynb', '{'), path.join(files.folder, 'gone.ipynb')]);
    expect(status).toBe(1);
    expect(text).toContain('no.ipynb is no JSON');
    expect(text).toContain('gone.ipynb is not there');
    expect(text.trim().endsWith('0 passed, 2 failed')).toBe(true);
  });

  test.each([
    ['never answers', 'setInterval(() => {}, 1000)', "the kernel did not start: Kernel didn't respond in 2"],
    ['ends at once', "console.error('no tslab here'); process.exit(3)", 'no tslab here'],
  ])('reports a kernel that %s', async (name, program, why) => {
    const file = files.file('start.ipynb', notebookText(['1;', '2;']));
    const { status, text } = await course(['--no-pages', '--start-timeout', '2', file], {
      environment: otherKernel(name, program),
    });
    expect(status).toBe(1);
    expect(text).toContain('start.ipynb, cell 1');
    expect(text).toContain(why);
    expect(text.trim().endsWith('0 passed, 2 failed')).toBe(true);
  });

  test('starts a kernel again of which another program has taken a port meanwhile', async () => {
    const first = path.join(files.folder, 'first-start');
    const program = `const fs = require('node:fs');
const start = () => require(${JSON.stringify(path.join(ROOT, 'tools', 'kernel.cjs'))});
process.argv.splice(1, 0, 'kernel.cjs');
if (fs.existsSync(${JSON.stringify(first)})) start();
else {
  const { shell_port: port, ip } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
  require('node:net').createServer().listen(port, ip, () => fs.writeFile(${JSON.stringify(first)}, '', start));
}`;
    const file = files.file('taken.ipynb', notebookText([["console.log('here');", { prints: ['^here$'] }]]));
    const { status, text } = await course(['--no-pages', file], {
      environment: otherKernel('taken', program, '{connection_file}'),
    });
    expect(text.trim().endsWith('1 passed, 0 failed')).toBe(true);
    expect(status).toBe(0);
    expect(existsSync(first)).toBe(true);
  });

  test('ends the kernel and what it started on Ctrl-C', async () => {
    const pidFile = path.join(files.folder, 'pid');
    const source = `import { spawn } from 'child_process';
import { writeFileSync } from 'fs';
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
writeFileSync(${JSON.stringify(pidFile)}, [process.pid, child.pid].join(' '));`;
    const endless = files.file('endless.ipynb', notebookText([source, 'for (;;) {}']));
    const { status, text } = await course(['--no-pages', endless], { killAfter: '[1/2]' });
    expect(status).toBe(130);
    expect(text).toContain('Stopped');
    const pids = readFileSync(pidFile, 'utf8').split(' ').map(Number);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  test.each([
    [['--timeout', 'soon'], '--timeout soon: expected a number of seconds'],
    [['--nonsense'], '--nonsense'],
  ])('refuses the option %j', async (options, why) => {
    const { status, text } = await course(options);
    expect(status).toBe(1);
    expect(text).toContain(why);
  });
});

describe('the launcher of the kernel', () => {
  const launch = (file: string, ...options: string[]): Promise<Ended> => {
    const child = spawn(process.execPath, [file, ...options]);
    let text = '';
    child.stderr.on('data', data => {
      text += String(data);
    });
    return new Promise(resolve => child.on('close', status => resolve({ status, text })));
  };

  test('says what to do where tslab is not installed', async () => {
    // Outside the project: Node would find the project's own node_modules from build/.
    const elsewhere = path.join(path.parse(ROOT).root, 'tmp');
    const folder = path.join(existsSync(elsewhere) ? elsewhere : path.dirname(ROOT), `kernel-${process.pid}`, 'tools');
    cpSync(path.join(ROOT, 'tools', 'kernel.cjs'), path.join(folder, 'kernel.cjs'));
    const { status, text } = await launch(path.join(folder, 'kernel.cjs'), 'connection.json');
    expect(status).toBe(1);
    expect(text).toContain('tslab is not installed');
    expect(text).toContain('npm start');
    rmSync(path.dirname(folder), { recursive: true });
  });

  test('says how it is started when there is no connection file', async () => {
    const { status, text } = await launch(path.join(ROOT, 'tools', 'kernel.cjs'));
    expect(status).toBe(1);
    expect(text).toContain('no connection file');
  });
});
