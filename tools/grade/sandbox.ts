import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Bounds } from '../../lib/exercises/exercise';
import { ADDRESS_SPACE, FILE_SIZE, MOST_OPEN_FILES } from './bounds';
import type { CourseFolder } from './course-folder';
import { filterFor } from './seccomp';

/*
 * The walls around a child. Node's permission model everywhere; on Linux, where the machine permits, bubblewrap's
 * namespaces around it, or those of unshare, which close the network and hide other processes but show all files; limits of
 * the operating system where there is a POSIX shell. environment.md says what each promises.
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
const [COURSE, GRADER, RUNTIME] = ['/course', '/grader', '/runtime/node'];

/** What the program loader needs to start Node. */
const SYSTEM = ['/usr/lib', '/usr/lib64', '/lib', '/lib64', '/etc/ld.so.cache'];

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
    `ulimit -t ${cpuSeconds + 1}`,
    `ulimit -n ${MOST_OPEN_FILES}`,
    `ulimit -f ${FILE_SIZE * 2048}`, // in half kilobytes
    ...(CAREFUL_WASM.length > 0 && process.platform === 'linux' ? [`ulimit -v ${ADDRESS_SPACE * 1000}`] : []),
  ];
  return { file: '/bin/sh', args: ['-c', `${limits.join(' && ')} && exec "$@"`, 'sh', ...command] };
}

/** bubblewrap's options: everything unshared, nothing writable, and to be seen only what Node and the course need. */
function bubble({ folder, datasets, packages }: CourseFolder, filtered: boolean): string[] {
  const shown = (from: string, to: string) => ['--ro-bind', realpathSync(from), to];
  return [
    '--unshare-all',
    '--die-with-parent',
    '--new-session',
    '--clearenv',
    '--hostname',
    'course',
    ...SYSTEM.flatMap(name => (existsSync(name) ? ['--ro-bind', realpathSync(name), name] : [])),
    ...['/dev/null', '/dev/urandom'].flatMap(name => ['--dev-bind', name, name]),
    ...shown(process.execPath, RUNTIME),
    ...shown(path.join(folder, 'lib'), `${COURSE}/lib`),
    ...shown(datasets, `${COURSE}/datasets`),
    ...shown(packages, `${COURSE}/node_modules`),
    ...shown(CHILD, GRADER),
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

const UNSHARE = ['/usr/bin/unshare', '/bin/unshare'].find(file => existsSync(file));

/** A network without interfaces, and no processes to be seen but its own; what it starts ends with it. */
const ALONE = [
  '--user',
  '--map-root-user',
  '--net',
  '--ipc',
  '--uts',
  '--pid',
  '--fork',
  '--kill-child',
  '--mount-proc',
  '--',
];

/** Why unshare cannot be used here; undefined when it can. */
function unshareProblem(): string | undefined {
  if (process.platform !== 'linux') return `there are no namespaces on ${process.platform}`;
  if (!UNSHARE) return 'unshare (package util-linux) is not installed';
  const { status, error, stderr } = spawnSync(UNSHARE, [...ALONE, process.execPath, '--version'], {
    encoding: 'utf8',
    timeout: 20_000,
    env: {},
  });
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
    namespaces: { problem: unshareProblem, raise: why => namespaced(course, why) },
    permissions: { problem: () => undefined, raise: why => permissionsOnly(course, why) },
  };
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
        env: { PATH: process.env.PATH ?? '' },
        ...(filter ? { filter: filterFile } : {}),
      };
    },
  };
}

/** Node where it is, with its permission model; after `before`. */
function permitted(course: CourseFolder, before: string[] = []): Sandbox['command'] {
  const readable = [course.folder, course.datasets, course.packages, CHILD].map(name => realpathSync(name));
  const child = [path.join(CHILD, 'main.cjs'), realpathSync(course.folder)];
  return bounds => ({
    ...limited([...before, process.execPath, ...nodeOptions(readable, bounds), ...child], bounds),
    env: {},
  });
}

function namespaced(course: CourseFolder, why: string): Sandbox {
  return {
    walls: 'namespaces',
    words: `unshare (no network, no other processes), Node's permission model${limitWords()}; ${why}. FILES ARE CLOSED BY NODE ALONE: see environment.md`,
    command: permitted(course, [UNSHARE!, ...ALONE]),
  };
}

function permissionsOnly(course: CourseFolder, why: string): Sandbox {
  return {
    walls: 'permissions',
    words: `Node's permission model alone${limitWords()}; ${why}. THE NETWORK IS OPEN to what is graded: see environment.md`,
    command: permitted(course),
  };
}

const limitWords = () => (hasShell ? ", the system's limits" : '');
