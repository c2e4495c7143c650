import { contentProblem } from './content';
import { type Contract, contractOf } from './contract';
import { ROOT } from './jupyter';
import type { Cell, Output } from './notebook';
import { textOf } from './outputs';

/** How a cell ended, as far as the kernel's answers tell. */
export interface CellRun {
  /** The reply's status, or why there is none. */
  status: 'ok' | 'error' | 'aborted' | 'timeout' | 'dead' | 'not run' | (string & {});
  outputs: Output[];
  /** What to add to the status: the limit that was passed, the signal that ended the kernel. */
  detail?: string;
  /** Errors that surfaced after the cell had ended, and that nobody awaited. */
  late: string[];
}

export interface Problem {
  expected: string;
  found: string;
}

/** The line with which the kernel opens the cell after one that left an error behind (tools/kernel/cells.cjs). */
const NOTICE = /^after (?:cell \[(\d+)\]|the last cell) had ended, an error that nobody awaited: (.*)\n?/gm;

/** Takes the kernel's notices out of a cell's stderr: they accuse an earlier cell. */
export function takeNotices(outputs: Output[]): { outputs: Output[]; notices: { cell?: number; message: string }[] } {
  const notices: { cell?: number; message: string }[] = [];
  const rest = outputs.flatMap((output): Output[] => {
    if (output.output_type !== 'stream' || output.name !== 'stderr') return [output];
    const text = output.text.replace(NOTICE, (_, cell: string | undefined, message: string) => {
      notices.push(cell === undefined ? { message } : { cell: Number(cell), message });
      return '';
    });
    return text === '' ? [] : [{ ...output, text }];
  });
  return { outputs: rest, notices };
}

const STATUS: Record<string, string> = {
  aborted: 'the kernel did not run it: it was aborted',
  timeout: 'it did not end',
  dead: 'the kernel died',
  'not run': 'it was not run',
};

function shortened(text: string, limit = 1200): string {
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}

function statusProblem({ status, detail, outputs }: CellRun): Problem | undefined {
  if (status === 'ok') return undefined;
  const error = outputs.find(output => output.output_type === 'error');
  const trace = error?.output_type === 'error' ? shortened(error.traceback.join('\n')) : undefined;
  const what = STATUS[status] ?? (status === 'error' ? 'an error' : `the answer "${status}"`);
  const found = [what, detail ?? trace].filter(Boolean).join(': ');
  return { expected: 'the cell runs to its end', found };
}

function outputProblem(mime: string, outputs: Output[]): Problem | undefined {
  const bundles = outputs.flatMap(one =>
    one.output_type === 'display_data' || one.output_type === 'execute_result' ? [one.data] : [],
  );
  const values = bundles.filter(bundle => mime in bundle).map(bundle => bundle[mime]);
  const expected = `an output of type ${mime} with something in it`;
  if (values.length === 0) {
    const others = [...new Set(bundles.flatMap(Object.keys))];
    return { expected, found: others.length > 0 ? `only ${others.join(', ')}` : 'no such output' };
  }
  const problems = values.map(value => contentProblem(mime, value));
  return problems.includes(undefined) ? undefined : { expected, found: `one, but ${problems[0]}` };
}

function textProblem(pattern: RegExp, text: string): Problem | undefined {
  if (pattern.test(text)) return undefined;
  return {
    expected: `text that matches /${pattern.source}/`,
    found: text.trim() === '' ? 'no text' : `"${shortened(text.trim(), 300)}"`,
  };
}

/**
 * What a cell of a lesson shows or prints besides what it promises: often the value of its last line, which tslab shows unasked. Beside
 * lines that are promised others may stand, but no value as it is printed for programmers.
 */
function unpromised({ outputs: promised, mayShow, prints, printsWhenSolved }: Contract, outputs: Output[]): Problem[] {
  const problems: Problem[] = [];
  const patterns = [...prints, ...printsWhenSolved];
  for (const output of outputs) {
    if (output.output_type !== 'display_data' && output.output_type !== 'execute_result') continue;
    const types = Object.keys(output.data);
    if (types.some(type => [...promised, ...mayShow].includes(type))) continue;
    if (patterns.some(pattern => pattern.test(textOf([output])))) continue;
    problems.push({ expected: 'no output but what metadata.course.outputs names', found: types.join(', ') });
  }
  const printed = outputs
    .flatMap(output => (output.output_type === 'stream' && output.name === 'stdout' ? [output.text] : []))
    .join('');
  const matches = patterns.flatMap(({ source }) => [...printed.matchAll(new RegExp(source, 'gm'))]);
  const values = [...printed.matchAll(VALUE)].filter(value => !matches.some(match => meet(match, value)));
  if (printed.trim() !== '' && (matches.length === 0 || values.length > 0)) {
    problems.push({
      expected:
        'nothing printed but what metadata.course.prints matches; assign the value of the last line, or show it',
      found: `"${shortened(printed.trim(), 300)}"`,
    });
  }
  return problems;
}

/** What a lesson prints is shown to others, on the site and in a release: it names no folder of this machine. */
function placeProblem(text: string): Problem | undefined {
  const at = text.indexOf(ROOT);
  if (at < 0) return undefined;
  const found = shortened(text.slice(Math.max(0, at - 60)).trim(), 160);
  return { expected: 'no place of this machine, only paths from the project on', found: `"${found}"` };
}

/** A value as tslab and the console print it: on one line, or to the line that closes it. */
const VALUE = /^(?:[{[]|(?:Map|Set|\w+Array)\(\d+\)|Promise \{|Tensor \{)(?:.*[\]}]$|[\s\S]*?^[\]}])/gm;

const meet = (one: RegExpMatchArray, other: RegExpMatchArray) =>
  endOf(one) > (other.index ?? 0) && endOf(other) > (one.index ?? 0);

const endOf = ({ index = 0, 0: { length } }: RegExpMatchArray) => index + length;

/**
 * What is wrong with a cell after it ran; empty if it did all that it promised.
 * @param solved true for a lesson whose exercises are solved
 */
export function judgeCell(cell: Cell, run: CellRun, { solved }: { solved: boolean }): Problem[] {
  let contract: Contract;
  try {
    contract = contractOf(cell);
  } catch (error) {
    return [{ expected: 'a contract that can be checked', found: (error as Error).message }];
  }
  const late = run.late.map(message => ({ expected: 'no error that nobody awaits', found: shortened(message) }));
  const stopped = statusProblem(run);
  // A cell that did not run to its end owes its outputs, too; to list them would bury the cause.
  if (stopped) return [stopped, ...late];
  // An error output without an error status: something failed, and the answer hides it.
  const errors = run.outputs.flatMap(output =>
    output.output_type === 'error' && run.late.length === 0
      ? [{ expected: 'no error', found: shortened(output.traceback.join('\n') || `${output.ename}: ${output.evalue}`) }]
      : [],
  );
  const stderr = run.outputs.flatMap(output =>
    output.output_type === 'stream' && output.name === 'stderr' && output.text.trim() !== ''
      ? [output.text.trim()]
      : [],
  );
  const text = textOf(run.outputs);
  const patterns = solved ? [...contract.prints, ...contract.printsWhenSolved] : contract.prints;
  const problems = [
    ...contract.outputs.map(mime => outputProblem(mime, run.outputs)),
    ...patterns.map(pattern => textProblem(pattern, text)),
    stderr.length > 0 && !contract.stderr
      ? { expected: 'nothing on stderr', found: shortened(stderr.join('\n')) }
      : undefined,
  ].filter((problem): problem is Problem => problem !== undefined);
  // a notebook of somebody's own promises nothing, and may show what it likes
  const promises = cell.metadata.course !== undefined && (solved || contract.printsWhenSolved.length === 0);
  const place = promises ? placeProblem(text) : undefined;
  if (place) problems.push(place);
  if (promises && problems.length === 0) problems.push(...unpromised(contract, run.outputs));
  return [...errors, ...late, ...problems];
}
