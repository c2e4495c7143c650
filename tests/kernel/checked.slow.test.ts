import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';

interface Converted {
  wrong: string[];
  checked: string[];
  outputs: Record<string, string>;
}

const CELL = "import { double } from './lib/double';\nconst four: number = double(2);";
const DOUBLE = "import { two } from './two';\nexport const double = (n: number) => two * n;\n";
const [DOUBLE_FILE, TWO_FILE] = [join('lib', 'double.ts'), join('lib', 'two.ts')];

let root: string;
let running: ChildProcess | undefined;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'checked-')));
  mkdirSync(join(root, 'lib'));
  writeFileSync(join(root, DOUBLE_FILE), DOUBLE);
  writeFileSync(join(root, TWO_FILE), 'export const two = 2;\n');
});

afterEach(() => {
  running?.kill();
  rmSync(root, { recursive: true, force: true });
});

/** A process with tslab's converter, which is asked one thing after the other. */
function start() {
  running?.kill();
  running = spawn(process.execPath, [join(__dirname, 'converts.cjs'), root, join(root, 'kept.json')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const { stdin, stdout } = running;
  const lines = createInterface({ input: stdout! })[Symbol.asyncIterator]();
  const ask = async (question: object): Promise<Converted> => {
    stdin!.write(`${JSON.stringify(question)}\n`);
    return JSON.parse((await lines.next()).value);
  };
  return {
    convert: (source: string) => ask({ source }),
    edit: (file: string, text: string) => ask({ file, text }),
  };
}

test('what one kernel has checked, the next takes as it is: the same JavaScript, and cells are checked against it', async () => {
  const first = await start().convert(CELL);
  expect(first).toMatchObject({ wrong: [], checked: [DOUBLE_FILE, TWO_FILE] });
  expect(Object.keys(first.outputs)).toEqual(['lib/double.js', 'lib/two.js'].map(name => join(name)));
  const second = start();
  expect(await second.convert("import { double } from './lib/double';\nconst four: string = double(2);")).toMatchObject(
    {
      wrong: ["Type 'number' is not assignable to type 'string'."],
      checked: [],
    },
  );
  expect(await second.convert(CELL)).toEqual({ ...first, checked: [] });
});

test('an error in lib/ is said by each kernel, until it is mended', async () => {
  writeFileSync(join(root, TWO_FILE), "export const two: number = '2';\n");
  const wrong = ["Type 'string' is not assignable to type 'number'."];
  expect(await start().convert(CELL)).toMatchObject({ wrong });
  expect(await start().convert(CELL)).toMatchObject({ wrong });
  writeFileSync(join(root, TWO_FILE), 'export const two = 2;\n');
  expect(await start().convert(CELL)).toMatchObject({ wrong: [], checked: [DOUBLE_FILE, TWO_FILE] });
});

test('a file that another one imports counts: where it changed, both are checked', async () => {
  await start().convert(CELL);
  writeFileSync(join(root, TWO_FILE), "export const two = '2';\n");
  const { wrong } = await start().convert(CELL);
  expect(wrong).toEqual([expect.stringContaining('arithmetic operation must be of type')]);
});

test('a file that is edited while a kernel runs is checked and comes anew', async () => {
  await start().convert(CELL);
  const kernel = start();
  expect(await kernel.convert(CELL)).toMatchObject({ wrong: [], checked: [] });
  await kernel.edit(TWO_FILE, 'export const two = 3;\n');
  const { wrong, outputs } = await kernel.convert(CELL);
  expect(wrong).toEqual([]);
  expect(outputs[join('lib', 'two.js')]).toContain('3');
  await kernel.edit(TWO_FILE, "export const two: number = '3';\n");
  expect((await kernel.convert(CELL)).wrong).toEqual(["Type 'string' is not assignable to type 'number'."]);
});

test('a list of what was checked that is damaged is made again', async () => {
  await start().convert(CELL);
  writeFileSync(join(root, 'kept.json'), '{"digest": ');
  expect(await start().convert(CELL)).toMatchObject({ wrong: [], checked: [DOUBLE_FILE, TWO_FILE] });
  expect(await start().convert(CELL)).toMatchObject({ wrong: [], checked: [] });
});
