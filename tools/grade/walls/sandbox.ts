import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Bounds } from '../../../lib/exercises/exercise';
import { ADDRESS_SPACE, MOST_OPEN_FILES, SPARE_CPU_SECONDS } from '../bounds';
import type { CourseFolder } from './course-folder';
import { openNoDebugger } from './no-debugger';
import {
  CHROOT,
  COURSE,
  GRADER,
  MOUNT,
  makeRoom,
  PRIVILEGES,
  type Room,
  RUNTIME,
  SETPRIV,
  shownOf,
  UNSHARE,
} from './room';
import { filterFor } from './seccomp';
import { CAN_SEE_USAGE } from './usage';

/*
 * The walls around a child. Node's permission model everywhere; on Linux, where the machine permits, bubblewrap's
 * namespaces around it, or those of unshare: no network, no other processes, and of the files only what is needed, none of
 * which can be written; limits of the operating system where there is a POSIX shell. environment.md says what each promises.
 */

/** The strongest first. */
export const WALLS = ['bubblewrap', 'namespaces', 'permissions'] as const;
export type Walls = (typeof WALLS)[number];

export interface Sandbox {
  walls: Walls;
  /** Which walls stand, and why no more of them, in a line. */
  words: string;
  /** How a child is started. */
  command(bounds: Bounds): ChildCommand;
}

export interface ChildCommand {
  file: string;
  args: string[];
  /** All of its environment variables. */
  env: Record<string, string>;
  /** A file that the child inherits on descriptor 5. */
  filter?: string;
}

const CHILD = path.join(__dirname, 'child');

/** Nothing of the account's own; what programs find everywhere. */
const ENVIRONMENT = { PATH: '/usr/bin:/bin' };

const knows = (option: string) => process.allowedNodeEnvironmentFlags.has(option);
/** WebAssembly reserves 8 GB of addresses a memory, unless it is told to check them itself. */
const CAREFUL_WASM = knows('--disable-wasm-trap-handler') ? ['--disable-wasm-trap-handler'] : [];

/** Node's own options: the permission model, no addons, a heap of this size. */
function nodeOptions(readable: string[], { megabytes }: Bounds): string[] {
  const model = knows('--permission') ? '--permission' : '--experimental-permission';
  return [
    '--no-warnings',
    '--no-addons',
    ...CAREFUL_WASM,
    model,
    ...readable.map(folder => `--allow-fs-read=${folder}`),
    `--max-old-space-size=${Math.round(0.8 * megabytes)}`,
  ];
}

const hasShell = process.platform !== 'win32' && existsSync('/bin/sh');

/** A command with the operating system's limits; as it is where there is no POSIX shell. */
function limited(command: string[], { cpuSeconds }: Bounds): { file: string; args: string[] } {
  if (!hasShell) return { file: command[0], args: command.slice(1) };
  const limits = [
    'ulimit -c 0',
    `ulimit -t ${cpuSeconds + 1 + (CAN_SEE_USAGE ? SPARE_CPU_SECONDS : 0)}`,
    `ulimit -n ${MOST_OPEN_FILES}`,
    'ulimit -f 0', // whatever makes Node write into a file, nothing gets there
    ...(CAREFUL_WASM.length > 0 && process.platform === 'linux' ? [`ulimit -v ${ADDRESS_SPACE * 1000}`] : []),
  ];
  return { file: '/bin/sh', args: ['-c', `${limits.join(' && ')} && exec "$@"`, 'sh', ...command] };
}

/** bubblewrap's options: everything unshared, nothing writable, and to be seen only what Node and the course need. */
function bubble(course: CourseFolder, filtered: boolean): string[] {
  return [
    '--unshare-all',
    '--die-with-parent',
    '--new-session',
    '--clearenv',
    ...Object.entries(ENVIRONMENT).flatMap(([name, value]) => ['--setenv', name, value]),
    '--hostname',
    'course',
    ...shownOf(course).flatMap(({ from, to }) => [from.startsWith('/dev/') ? '--dev-bind' : '--ro-bind', from, to]),
    '--remount-ro',
    '/',
    '--chdir',
    COURSE,
    ...(filtered ? ['--seccomp', '5'] : []),
    '--',
  ];
}

/** Why bubblewrap cannot be used here; undefined when it can. Tries it, with what a child will need. */
function bubbleProblem(course: CourseFolder): string | undefined {
  if (process.platform !== 'linux') return `there is no bubblewrap for ${process.platform}`;
  const { status, error, stderr } = spawnSync('bwrap', [...bubble(course, false), RUNTIME, '--version'], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (status === 0) return undefined;
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
    return 'bubblewrap is not installed (Debian and Ubuntu: apt install bubblewrap)';
  }
  return `bubblewrap does not work here: ${(stderr || String(error?.message)).trim().slice(0, 200)}`;
}

/** A network without interfaces, no processes to be seen but its own, and mounts of its own; what it starts ends with it. */
const ALONE = [
  '--user',
  '--map-root-user',
  '--mount',
  '--net',
  '--ipc',
  '--uts',
  '--pid',
  '--fork',
  '--kill-child',
  '--',
];

/** Root of its own namespaces may mount again what is closed; the child may not. */
const POWERLESS = ['--no-new-privs', '--bounding-set=-all', '--inh-caps=-all'];

/** A command behind unshare, in a room of the course folder's. */
function alone(room: Room, command: readonly string[]): string[] {
  const enter = [CHROOT!, room.folder, ...(SETPRIV ? [PRIVILEGES, ...POWERLESS] : []), ...command];
  return [UNSHARE!, ...ALONE, '/bin/sh', '-c', '"$0" -a -T "$1" && shift && exec "$@"', MOUNT!, room.mounts, ...enter];
}

/** Why unshare cannot be used here; undefined when it can. Tries it, with what a child will need. */
function unshareProblem(course: CourseFolder): string | undefined {
  if (process.platform !== 'linux') return `there are no namespaces on ${process.platform}`;
  const missing = Object.entries({ unshare: UNSHARE, mount: MOUNT, chroot: CHROOT }).find(([, found]) => !found);
  if (missing) return `${missing[0]} is not installed (util-linux, mount and coreutils have what is needed)`;
  const [file, ...args] = alone(makeRoom(course), [RUNTIME, '--version']);
  const { status, error, stderr } = spawnSync(file, args, { encoding: 'utf8', timeout: 20_000, env: {} });
  return status === 0
    ? undefined
    : `unshare does not work here: ${(stderr || String(error?.message)).trim().slice(0, 200)}`;
}

/**
 * The strongest walls that this machine permits.
 * @param wish only these walls
 * @throws Error if the ones that are wished for cannot stand
 */
export function raiseWalls(course: CourseFolder, under: string, wish?: Walls): Sandbox {
  const kinds: Record<Walls, { problem(): string | undefined; raise(why: string): Sandbox }> = {
    bubblewrap: { problem: () => bubbleProblem(course), raise: () => bubblewrapped(course, under) },
    namespaces: { problem: () => unshareProblem(course), raise: why => namespaced(course, why) },
    permissions: { problem: () => undefined, raise: why => permissionsOnly(course, why) },
  };
  openNoDebugger();
  const problems: string[] = [];
  for (const walls of wish ? [wish] : WALLS) {
    const problem = kinds[walls].problem();
    if (!problem) return kinds[walls].raise(problems.join('; ') || 'no others were wished for');
    problems.push(problem);
  }
  throw new Error(
    `--walls ${wish}: ${problems.join('; ')}. Leave the option out to go without, and read in environment.md what that means.`,
  );
}

function bubblewrapped(course: CourseFolder, under: string): Sandbox {
  const filter = filterFor();
  const filterFile = path.join(under, `filter-${process.arch}.bpf`);
  if (filter) {
    mkdirSync(under, { recursive: true });
    writeFileSync(filterFile, filter);
  }
  const words = `bubblewrap (own namespaces, no network, nothing writable${filter ? ', no new processes' : ''}), Node's permission model`;
  return {
    walls: 'bubblewrap',
    words: `${words}${limitWords()}`,
    command(bounds) {
      const node = [RUNTIME, ...nodeOptions([COURSE, GRADER], bounds), `${GRADER}/main.cjs`, COURSE];
      const command = ['bwrap', ...bubble(course, filter !== undefined), ...node];
      return {
        ...limited(command, bounds),
        env: { PATH: process.env.PATH ?? '' }, // to find bwrap by
        ...(filter ? { filter: filterFile } : {}),
      };
    },
  };
}

function namespaced(course: CourseFolder, why: string): Sandbox {
  const room = makeRoom(course);
  return {
    walls: 'namespaces',
    words: `unshare (own namespaces, no network, nothing writable), Node's permission model${limitWords()}; ${why}`,
    command(bounds) {
      const node = [RUNTIME, ...nodeOptions([COURSE, GRADER], bounds), `${GRADER}/main.cjs`, COURSE];
      return { ...limited(alone(room, node), bounds), env: ENVIRONMENT };
    },
  };
}

/** Node where it is, with its permission model. */
function permissionsOnly(course: CourseFolder, why: string): Sandbox {
  const readable = [course.folder, course.datasets, course.packages, CHILD].map(name => realpathSync(name));
  const child = [path.join(CHILD, 'main.cjs'), realpathSync(course.folder)];
  return {
    walls: 'permissions',
    words: `Node's permission model alone${limitWords()}; ${why}. THE NETWORK IS OPEN to what is graded: see environment.md`,
    command: bounds => ({
      ...limited([process.execPath, ...nodeOptions(readable, bounds), ...child], bounds),
      env: ENVIRONMENT,
    }),
  };
}

const limitWords = () => (hasShell ? ", the system's limits" : '');
