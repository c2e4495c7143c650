/*
 * How an exercise is written. Authors edit the solved cell in solutions/, whose metadata names the exercise:
 *
 *     function dot(a: number[], b: number[]) {
 *       // BEGIN SOLUTION
 *       return a.reduce((sum, value, i) => sum + value * b[i], 0);
 *       // END SOLUTION
 *       // BEGIN STARTER
 *       // // Multiply element by element and add up.
 *       // return 0;
 *       // END STARTER
 *     }
 *
 * The learner's cell has the starter's lines, one `// ` less each, in place of both blocks. A starter follows its
 * solution immediately; without one the learner reads `// Your code here.` A cell may hold several solutions.
 */

const MARKER = /^\s*\/\/ (BEGIN|END) (SOLUTION|STARTER)\s*$/;
const PLACEHOLDER = '// Your code here.';

type Block = 'SOLUTION' | 'STARTER';

function marker(line: string): { edge: 'BEGIN' | 'END'; block: Block } | undefined {
  const match = MARKER.exec(line);
  return match ? { edge: match[1] as 'BEGIN' | 'END', block: match[2] as Block } : undefined;
}

function uncommented(line: string, number: number): string {
  const match = /^(\s*)\/\/ ?(.*)$/.exec(line);
  if (match) return match[2] === '' ? '' : `${match[1]}${match[2]}`;
  if (line.trim() === '') return '';
  throw new Error(`line ${number}: a starter's line must begin with "// ", found "${line.trim()}"`);
}

interface Part {
  kind: 'code' | Block;
  /** Of the block's first marker. */
  indent: string;
  lines: string[];
}

/**
 * The parts of a solved cell in order.
 * @throws Error if a block has no end or no beginning, lies in another, or a starter follows no solution
 */
function partsOf(source: string): Part[] {
  const parts: Part[] = [{ kind: 'code', indent: '', lines: [] }];
  let open: { block: Block; line: number } | undefined;
  for (const [i, line] of source.split('\n').entries()) {
    const found = marker(line);
    const current = parts.at(-1)!;
    if (!found) {
      current.lines.push(open?.block === 'STARTER' ? uncommented(line, i + 1) : line);
    } else if (found.edge === 'END') {
      if (open?.block !== found.block) {
        throw new Error(`line ${i + 1}: // END ${found.block} without a // BEGIN ${found.block} before it`);
      }
      open = undefined;
      parts.push({ kind: 'code', indent: '', lines: [] });
    } else {
      if (open) {
        throw new Error(
          `line ${i + 1}: // BEGIN ${found.block} inside the ${open.block} that begins in line ${open.line}`,
        );
      }
      if (found.block === 'STARTER' && !(current.lines.length === 0 && parts.at(-2)?.kind === 'SOLUTION')) {
        throw new Error(`line ${i + 1}: // BEGIN STARTER must follow a // END SOLUTION immediately`);
      }
      open = { block: found.block, line: i + 1 };
      parts.push({ kind: found.block, indent: /^\s*/.exec(line)![0], lines: [] });
    }
  }
  if (open) throw new Error(`line ${open.line}: // BEGIN ${open.block} without a // END ${open.block}`);
  return parts.filter(part => part.kind !== 'code' || part.lines.length > 0);
}

/** True if a cell holds a marker of an exercise. */
export function hasMarkers(source: string): boolean {
  return source.split('\n').some(line => marker(line) !== undefined);
}

/**
 * The cell as the learner gets it: starters in place of solutions.
 * @throws Error naming the line, if the blocks are not well formed or there is no solution
 */
export function learnerSource(source: string): string {
  const parts = partsOf(source);
  if (!parts.some(part => part.kind === 'SOLUTION')) {
    throw new Error('an exercise without a // BEGIN SOLUTION');
  }
  return parts
    .flatMap((part, i) => {
      if (part.kind !== 'SOLUTION') return part.lines;
      return parts[i + 1]?.kind === 'STARTER' ? [] : [`${part.indent}${PLACEHOLDER}`];
    })
    .join('\n');
}

/** The cell as a solution reads, without markers and starters. */
export function solvedSource(source: string): string {
  return partsOf(source)
    .filter(part => part.kind !== 'STARTER')
    .flatMap(part => part.lines)
    .join('\n');
}
