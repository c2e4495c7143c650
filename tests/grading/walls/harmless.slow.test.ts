import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCourseFolder } from '../../../tools/grade/walls/course-folder';
import { raiseWalls, WALLS, type Walls } from '../../../tools/grade/walls/sandbox';
import { runGrader } from '../grader';
import { codeCell, type GradedNotebook, gradesIn, notebookOf, ROOT, solvedCell, write } from '../notebooks';

/* What right answers do besides: read the machine, show something, compute in another way. Each passes in the notebook. */

const RIGHT = solvedCell('02-contrastive-loss', 'info-nce').replace(/^await check.*$/m, '');
const infoNce = (head: string, before: string) =>
  `${head}\n${RIGHT}\nawait check('info-nce', (...args: [number[][], number[][], number]) => {\n${before}\nreturn infoNce(...args);\n});`;

const HARMLESS: Record<string, string> = {
  'memory in use': infoNce(
    "import os from 'node:os';",
    'const { heapUsed, rss } = process.memoryUsage();\nconsole.log(Math.round(heapUsed / 1e6), rss.toFixed(1), os.totalmem(), os.freemem(), process.memoryUsage.rss().toFixed(1));',
  ),
  'processors and the account': infoNce(
    "import * as os from 'os';",
    'console.log(os.cpus()[0].model.trim(), os.cpus().length, os.loadavg()[0].toFixed(1), os.userInfo().username.length, os.homedir().length, os.hostname(), Object.keys(os.networkInterfaces()));',
  ),
  'versions and times': infoNce(
    "import { performance } from 'node:perf_hooks';",
    'console.log(process.version, process.platform, process.arch, process.pid, process.cwd(), process.uptime(), process.cpuUsage().user, process.hrtime.bigint(), performance.now(), process.env.PATH!.split(":"), process.report!.getReport() !== null);',
  ),
  'tables and copies': infoNce(
    "import { randomUUID } from 'node:crypto';",
    "console.table([{ a: 1 }]);\nconsole.time('x');\nconsole.timeEnd('x');\nconsole.log(structuredClone({ a: [1] }), randomUUID(), crypto.randomUUID(), new TextDecoder().decode(new TextEncoder().encode('é')), new Intl.NumberFormat('de').format(1.5));",
  ),
  'the collector': infoNce(
    "import v8 from 'node:v8';\nimport vm from 'node:vm';",
    "v8.setFlagsFromString('--expose-gc');\nvm.runInNewContext('gc')();\nconsole.log(v8.getHeapStatistics().used_heap_size);",
  ),
  'files of the course': infoNce(
    "import fs from 'node:fs';",
    "console.log(fs.existsSync('runs/mine.json'), fs.readFileSync('datasets/README.md', 'utf8').length, fs.readdirSync('lib').length);",
  ),
  'what tslab shows': infoNce(
    "import { display, newDisplay, versions } from 'tslab';\nimport * as tslab from 'tslab';",
    "display.html('<b>x</b>');\ntslab.display.markdown('*x*');\ndisplay.raw('text/plain', 'x');\ndisplay.png(new Uint8Array(2));\nconst shown = newDisplay();\nshown.text('a');\nshown.text('b');\nconsole.log(versions.tslab, versions.typescript);",
  ),
  'what the course shows': infoNce(
    "import { display } from './lib/notebook/display';\nimport { show } from './lib/notebook/show';\nimport { scoreBars } from './lib/charts/score-bars';",
    "display({ 'text/plain': 'x', 'text/html': '<b>x</b>' }).update({ 'text/plain': 'y' });\nvoid show(scoreBars([{ name: 'a', score: 50 }] as any)).catch(() => {});",
  ),
  'a grid of media': infoNce(
    "import { mediaGrid } from './lib/notebook/media-grid';",
    "mediaGrid([{ word: 'lion', picture: { picture: { pixels: new Uint8Array(64 * 64 * 3), side: 64 } } }]).catch(error => process.exit(error.message.length));",
  ),
  'many lines': infoNce('', "for (let i = 0; i < 1500; i++) console.log(i, 'of', 1500);"),
  'a wait': `import { setTimeout as wait } from 'node:timers/promises';\n${RIGHT}\nawait check('info-nce', async (...args: [number[][], number[][], number]) => {\nawait wait(1);\nawait new Promise(done => setTimeout(done, 1));\nreturn infoNce(...args);\n});`,
  'TensorFlow.js by its own name': `import * as tf from '@tensorflow/tfjs';\n${RIGHT}\nawait check('info-nce', (...args: [number[][], number[][], number]) => tf.tidy(() => tf.scalar(infoNce(...args))));`,
  'the core of TensorFlow.js by its own name': `import { tensor1d } from '@tensorflow/tfjs-core';\n${RIGHT}\nawait check('info-nce', async (...args: [number[][], number[][], number]) => tensor1d([infoNce(...args)]));`,
};

const folder = mkdtempSync(path.join(tmpdir(), 'course-harmless-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const under = path.join(ROOT, 'build', 'grade');
const permitted = (walls: Walls) => {
  try {
    return Boolean(raiseWalls(makeCourseFolder(ROOT, under), under, walls));
  } catch {
    return false;
  }
};

describe.each(WALLS.filter(permitted))('behind %s', walls => {
  let grades: GradedNotebook[] = [];
  beforeAll(async () => {
    const imports = "import { check } from './lib/notebook/check';";
    for (const [name, cell] of Object.entries(HARMLESS)) {
      write(path.join(folder, 'in', `${name}.ipynb`), notebookOf([codeCell(imports), codeCell(cell)]));
    }
    const out = path.join(folder, walls);
    await runGrader([path.join(folder, 'in'), '--out', out, '--walls', walls]);
    grades = gradesIn(out);
  });

  test.each(Object.keys(HARMLESS))('%s costs nothing', name => {
    const { credit, why, cases } = grades
      .find(grade => grade.name === `${name}.ipynb`)!
      .exercises.find(({ id }) => id === 'info-nce')!;
    expect([why, cases?.filter(({ held }) => !held)]).toEqual([undefined, []]);
    expect(credit).toBe(1);
  });
});
