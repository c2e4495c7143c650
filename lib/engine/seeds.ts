/**
 * Everything random in the course draws from here, so that a run can be repeated.
 *
 * - `seededRandom(seed)` is a generator to pass around: sampling pairs, shuffling, choosing examples.
 * - `withSeed(seed, build)` is for what takes no generator: TensorFlow.js draws unseeded initial weights and dropout masks from
 *   `Math.random`, which is seeded while `build` runs.
 *
 * The same seed gives the same numbers on every machine and every version of Node.
 */

/** A repeatable stream of random numbers. */
export interface SeededRandom {
  /** A number in [0, 1), of 53 random bits. */
  next(): number;
  /** A whole number in 0 … n - 1, each as likely. Throws unless n is a whole number of at least 1. */
  integer(n: number): number;
  /** A number from the normal distribution of mean 0 and standard deviation 1. */
  normal(): number;
  /** Puts the elements in random order, in place, every order as likely (Fisher-Yates), and returns the same array. */
  shuffle<T extends { length: number; [i: number]: unknown }>(array: T): T;
  /**
   * A stream of its own, the same for the same name however much was drawn from this one: what one part of a program draws
   * does not change what another part gets.
   */
  fork(name: string | number): SeededRandom;
}

/**
 * A generator that repeats: the same seed, the same numbers.
 * @param seed a finite number or a string; 1 and '1' are different seeds
 * @throws Error if the seed is NaN, infinite, or neither number nor string
 */
export function seededRandom(seed: number | string): SeededRandom {
  if (typeof seed === 'number' ? !Number.isFinite(seed) : typeof seed !== 'string') {
    throw new Error(
      `seededRandom: the seed is ${String(seed)}, expected a finite number or a string; pass one, such as 42`,
    );
  }
  return stream(`${typeof seed}:${seed}`);
}

/**
 * Runs `build` with `Math.random` replaced by a seeded generator, and puts it back afterwards, also after an exception. With it the
 * initial weights of `tf.layers`, dropout and `tf.randomNormal` without a seed come out the same each time.
 * @param build a function that does not wait: what it leaves for later would draw unseeded numbers
 * @returns what `build` returns
 * @throws Error if `build` returns a promise
 */
export function withSeed<T>(seed: number | string, build: () => T): T {
  const waits = new Error(
    'withSeed: the function returns a promise, expected one that is done when it returns; leave out async and await, and seed each ' +
      'synchronous part (building a model, one training step) on its own',
  );
  if (build.constructor.name === 'AsyncFunction') throw waits;
  const random = seededRandom(seed);
  const before = Math.random;
  Math.random = random.next;
  try {
    const result = build();
    if (result instanceof Promise) {
      result.catch(() => {}); // what is reported is the mistake, not what came of it
      throw waits;
    }
    return result;
  } finally {
    Math.random = before;
  }
}

const unseeded = Math.random;

/**
 * Seeds `Math.random` until further notice (`startEngine({ seed })` calls it); undefined puts Node's own back.
 * With the same seed and the same calls in the same order, everything that TensorFlow.js draws without a seed repeats.
 */
export function seedMathRandom(seed: number | string | undefined): void {
  Math.random = seed === undefined ? unseeded : seededRandom(seed).next;
}

function stream(key: string): SeededRandom {
  const bits = xoshiro128(hash128(key));
  const next = () => {
    const high = bits() >>> 5; // 27 bits, and 26 more
    return (high * 2 ** 26 + (bits() >>> 6)) / 2 ** 53;
  };
  const integer = (n: number) => {
    if (!Number.isSafeInteger(n) || n < 1) {
      throw new Error(`SeededRandom.integer: n is ${n}, expected a whole number of at least 1`);
    }
    return Math.floor(next() * n);
  };
  let spare: number | undefined;
  return {
    next,
    integer,
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      // Box and Muller (1958): two independent normal numbers from two uniform ones
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      const angle = 2 * Math.PI * next();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    shuffle(array) {
      const items = array as { length: number; [i: number]: unknown };
      for (let i = items.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        const item = items[i];
        items[i] = items[j];
        items[j] = item;
      }
      return array;
    },
    // from the key, not from the state: a fork must not depend on what was drawn before
    fork: name => stream(`${key.length}:${key}/${typeof name}:${name}`),
  };
}

/** xoshiro128** by Blackman and Vigna (2018), https://prng.di.unimi.it: 32 random bits a call. */
function xoshiro128([a, b, c, d]: number[]): () => number {
  const rotate = (x: number, by: number) => (x << by) | (x >>> (32 - by));
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
}

/** Four 32-bit words that differ in about half their bits for keys that differ anywhere (FNV-1a, then splitmix32). */
function hash128(key: string): number[] {
  let state = 0x811c9dc5;
  let second = 0x9747b28c;
  for (let i = 0; i < key.length; i++) {
    state = Math.imul(state ^ key.charCodeAt(i), 0x01000193);
    second = Math.imul(second ^ key.charCodeAt(i), 0x85ebca6b) ^ (second >>> 15);
  }
  return Array.from({ length: 4 }, (_, i) => {
    state = (state + 0x9e3779b9) | 0;
    let word = state ^ (i % 2 ? second : 0);
    word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return (word ^ (word >>> 15)) | 0;
  });
}
