import { type Cell, isRecord } from './notebook';

/**
 * What a code cell promises, in its metadata under `course`. An empty promise has to be made in words: `quiet`.
 */
export interface Contract {
  /** MIME types that the cell must show, each with something in it. */
  outputs: string[];
  /** MIME types that the cell may show besides: what it shows depends on the reader's answers. */
  mayShow: string[];
  /** Regular expressions (flag m), each of which must match the cell's text. */
  prints: RegExp[];
  /** The same, for a lesson whose exercises are solved. */
  printsWhenSolved: RegExp[];
  /** The exercise that the cell holds. */
  exercise?: string;
  /** The cell shows nothing, and that is right. */
  quiet: boolean;
  /** The cell may write to stderr. */
  stderr: boolean;
}

const KEYS = ['outputs', 'mayShow', 'prints', 'printsWhenSolved', 'exercise', 'quiet', 'stderr'];

function strings(value: unknown, key: string): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.some(one => typeof one !== 'string' || one === '')) {
    throw new Error(`metadata.course.${key} must be a list of texts, found ${JSON.stringify(value)}`);
  }
  return value;
}

function expressions(value: unknown, key: string): RegExp[] {
  return strings(value, key).map(source => {
    try {
      return new RegExp(source, 'm');
    } catch (error) {
      throw new Error(`metadata.course.${key} holds no regular expression: ${(error as Error).message}`);
    }
  });
}

function flag(value: unknown, key: string): boolean {
  if (value !== undefined && typeof value !== 'boolean') {
    throw new Error(`metadata.course.${key} must be true or false, found ${JSON.stringify(value)}`);
  }
  return value ?? false;
}

/**
 * The contract of a cell; one without `metadata.course` promises nothing.
 * @throws Error if a key is unknown or has a value of the wrong kind: a misspelt promise would never be checked.
 */
export function contractOf(cell: Cell): Contract {
  const course = cell.metadata.course ?? {};
  if (!isRecord(course)) {
    throw new Error(`metadata.course must be an object, found ${JSON.stringify(course)}`);
  }
  const unknown = Object.keys(course).filter(key => !KEYS.includes(key));
  if (unknown.length > 0) {
    throw new Error(`metadata.course has the unknown key "${unknown[0]}"; known: ${KEYS.join(', ')}`);
  }
  if (course.exercise !== undefined && (typeof course.exercise !== 'string' || course.exercise === '')) {
    throw new Error(`metadata.course.exercise must be an id, found ${JSON.stringify(course.exercise)}`);
  }
  return {
    outputs: strings(course.outputs, 'outputs'),
    mayShow: strings(course.mayShow, 'mayShow'),
    prints: expressions(course.prints, 'prints'),
    printsWhenSolved: expressions(course.printsWhenSolved, 'printsWhenSolved'),
    ...(course.exercise ? { exercise: course.exercise as string } : {}),
    quiet: flag(course.quiet, 'quiet'),
    stderr: flag(course.stderr, 'stderr'),
  };
}
