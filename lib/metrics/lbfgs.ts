/** A function of many numbers, and its gradient, written into an array of the caller's. */
export type WithGradient = (at: Float64Array, gradient: Float64Array) => number;

/** Steps that are remembered, and the most that are taken. */
const MEMORY = 10;
const MOST_STEPS = 500;
/** Small enough a gradient, at its largest place. */
const FLAT = 1e-5;

/**
 * The lowest point of a smooth convex function by L-BFGS: Newton's steps, with the curvature guessed from the last ten. Nothing is random.
 *
 * Liu and Nocedal, "On the limited memory BFGS method for large scale optimization" (1989), https://doi.org/10.1007/BF01589116
 * @param start is not changed
 */
export function lowestPoint(start: Float64Array, valueAndGradient: WithGradient): Float64Array {
  let at = start.slice();
  let gradient = new Float64Array(at.length);
  let value = valueAndGradient(at, gradient);
  const memory: { moved: Float64Array; turned: Float64Array; curve: number }[] = [];
  for (let step = 0; step < MOST_STEPS && largest(gradient) > FLAT; step++) {
    const direction = newtonDirection(gradient, memory);
    const slope = dot(direction, gradient);
    // The first step has no curvature to go by: it moves by 1 at most. Shorter ones are tried until the function has fallen enough.
    let length = memory.length === 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    let next = moved(at, direction, length);
    const nextGradient = new Float64Array(at.length);
    let nextValue = valueAndGradient(next, nextGradient);
    while (nextValue > value + 1e-4 * length * slope) {
      length /= 2;
      if (length < 1e-10) return at; // as low as rounding lets it go
      next = moved(at, direction, length);
      nextValue = valueAndGradient(next, nextGradient);
    }
    const [way, turn] = [next.map((x, i) => x - at[i]), nextGradient.map((x, i) => x - gradient[i])];
    const curve = dot(way, turn);
    if (curve > 0) memory.push({ moved: way, turned: turn, curve });
    if (memory.length > MEMORY) memory.shift();
    [at, gradient, value] = [next, nextGradient, nextValue];
  }
  return at;
}

/** Against the gradient, stretched by the curvature that the remembered steps met (the two-loop recursion). */
function newtonDirection(
  gradient: Float64Array,
  memory: { moved: Float64Array; turned: Float64Array; curve: number }[],
): Float64Array {
  const direction = gradient.map(x => -x);
  const shares = memory.map(() => 0);
  for (let i = memory.length - 1; i >= 0; i--) {
    shares[i] = dot(memory[i].moved, direction) / memory[i].curve;
    add(direction, memory[i].turned, -shares[i]);
  }
  const last = memory[memory.length - 1];
  if (last) {
    const scale = last.curve / dot(last.turned, last.turned);
    for (let i = 0; i < direction.length; i++) direction[i] *= scale;
  }
  memory.forEach(({ moved: way, turned, curve }, i) => {
    add(direction, way, shares[i] - dot(turned, direction) / curve);
  });
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i] += times * what[i];
}

const moved = (at: Float64Array, direction: Float64Array, length: number) =>
  at.map((x, i) => x + length * direction[i]);
const largest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
