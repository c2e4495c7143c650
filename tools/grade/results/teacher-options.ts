import type { Separator } from './csv';
import type { Rules } from './resubmissions';
import { FORMATS, type Format } from './upload-forms';

/*
 * What a teacher decides: what is late and what that means, which of several notebooks counts, and what the gradebook looks like.
 */

export interface TeacherOptions extends Rules {
  format: Format;
  separator: Separator;
  assignment: string;
}

export const TEACHER_FLAGS = {
  due: { type: 'string' },
  late: { type: 'string' },
  resubmissions: { type: 'string' },
  format: { type: 'string' },
  separator: { type: 'string' },
  assignment: { type: 'string' },
} as const;

export const TEACHER_USAGE = `  --due TIME      what is of a later time is late: 2026-11-20 (the whole day) or 2026-11-20T18:00, in the time zone of this machine
  --late WHAT     counts (and is said to be late), or left-out
  --resubmissions WHICH
                  of an exercise in several notebooks of a student, which counts: best or last
  --format FORM   gradebook.csv as plain, moodle or canvas wants it
  --separator S   between the cells of CSV files: ',', ';' (with decimal commas) or tab
  --assignment A  what Canvas calls the assignment`;

/** A day, or a day and a time, as in 2026-11-20T18:00. */
const TIME = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** @throws Error that says what a time looks like */
function readDue(text: string): number {
  const found = TIME.exec(text);
  const [, year, month, day, hours, minutes, seconds = '00', zone = ''] = found ?? [];
  const clock = hours === undefined ? '23:59:59.999' : `${hours}:${minutes}:${seconds}`;
  const due = found ? Date.parse(`${year}-${month}-${day}T${clock}${zone}`) : Number.NaN;
  // 30 February would be taken for 2 March
  const isDay = Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number.isNaN(due) || !isDay) {
    throw new Error(`--due ${text}: expected a day or a time, such as 2026-11-20 or 2026-11-20T18:00.`);
  }
  return due;
}

function oneOf<T extends string>(flag: string, given: string | undefined, allowed: readonly [T, ...T[]]): T {
  if (given === undefined) return allowed[0];
  const found = allowed.find(one => one === given);
  if (found === undefined) throw new Error(`--${flag} ${given}: expected one of ${allowed.join(', ')}.`);
  return found;
}

const SEPARATORS: ReadonlyMap<string, Separator> = new Map([
  [',', ','],
  [';', ';'],
  ['tab', '\t'],
  ['\t', '\t'],
]);

function readSeparator(text: string): Separator {
  const found = SEPARATORS.get(text);
  if (found === undefined) throw new Error(`--separator ${text}: expected ',', ';' or tab.`);
  return found;
}

/** @throws Error for a value that is none */
export function readTeacherOptions(given: { [flag in keyof typeof TEACHER_FLAGS]?: string }): TeacherOptions {
  return {
    ...(given.due !== undefined && { due: readDue(given.due) }),
    late: oneOf('late', given.late, ['counts', 'left-out']),
    resubmissions: oneOf('resubmissions', given.resubmissions, ['best', 'last']),
    format: oneOf('format', given.format, FORMATS),
    separator: readSeparator(given.separator ?? ','),
    assignment: given.assignment?.trim() || 'Multimodal search',
  };
}
