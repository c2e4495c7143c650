import type { Bounds } from '../../lib/exercises/exercise';

/** What an answer may take, unless its exercise says otherwise (`Exercise.bounds`). */
export const ORDINARY: Bounds = {
  cpuSeconds: 10,
  seconds: 20,
  megabytes: 700,
  answerMegabytes: 2,
  repeated: true,
};

/**
 * For an exercise that runs in a process that has run others of the notebook. What takes longer is tried again in a process of its
 * own, with the ordinary bounds.
 */
export const LATER: Pick<Bounds, 'cpuSeconds' | 'seconds'> = { cpuSeconds: 2, seconds: 5 };

/**
 * A process that has taken so much of processor time gets no further exercise. The system's own limit, which knows nothing of
 * exercises, is wider by that; where the grader cannot see what a process takes, each exercise has one of its own.
 */
export const SPARE_CPU_SECONDS = 10;

/** Of what is printed, in all calls together; more ends the process. A notebook has no such bound, and so it is a wide one. */
export const MOST_OUTPUT = { bytes: 50_000_000, lines: 1_000_000 };

/** Descriptors that are open at one time. Node itself takes about twenty. */
export const MOST_OPEN_FILES = 128;

/**
 * Address space, in MB: Node and WebAssembly reserve far more than they use (2.2 GB at most were seen in a training). The
 * memory in use is bounded by `Bounds.megabytes`, which is looked at several times a second; this bound holds at every moment.
 */
export const ADDRESS_SPACE = 4000;

/** Of a notebook's code; what cells printed does not count. */
export const MOST_CODE_MEGABYTES = 8;

/** For reading a notebook and finding what its exercises need: by the clock, and so wide enough for a machine with much else to do. */
export const READING_SECONDS = 180;
