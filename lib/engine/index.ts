import { join } from 'node:path';
import { inspect } from 'node:util';
import { findInstalled, type InstalledEngine, measuredSpeed } from './native';
import { installed, loadNative } from './native.cjs';
import { proveGradients } from './proof.cjs';
import { seedMathRandom } from './seeds';
import { mendFusedConvolution, mendOptionalInputs, silenceBanner, tf } from './tensorflow';
import { startWasm } from './wasm/start';

export { type SeededRandom, seededRandom, withSeed } from './seeds';
export { tf };

const NAMES = ['native', 'wasm', 'webgpu', 'cpu'] as const;
export type EngineName = (typeof NAMES)[number];

export interface EngineOptions {
  /** Which engine, if not the fastest that is there. The environment variable COURSE_ENGINE goes before it. */
  engine?: EngineName;
  /**
   * Seeds `Math.random` for the whole process, from which TensorFlow.js draws what has no seed of its own: initial weights of
   * `tf.layers`, dropout, the order in which `fit` takes its rows. The same calls in the same order then give the same numbers;
   * calling `startEngine` again starts the sequence afresh. Without it, `Math.random` stays as it is.
   */
  seed?: number;
  /** WASM only: cores to use, by default all. The numbers are the same for any. */
  threads?: number;
  /** WASM only: false never rounds a product and a sum in one step, for numbers that repeat across machines. By default true. */
  fused?: boolean;
}

export interface Engine {
  name: EngineName;
  /** Why this one, in words. */
  why: string;
  /** How long it took to start. */
  seconds: number;
  /** WASM only: cores in use. */
  threads?: number;
  /** WASM only: whether products and sums are rounded in one step, which Node 22 and later can. */
  fused?: boolean;
  /** One line for the first cell of a notebook: `engine: wasm (SIMD, 2 threads), started in 0.4 s: …`. */
  toString(): string;
}

type Started = Omit<Engine, 'seconds' | 'toString'>;

// One engine a process. In a notebook this module runs again when a file of `lib/engine` was edited; the engine goes on.
interface State {
  running?: Engine;
  starting?: Promise<Engine>;
}
const everywhere = globalThis as { [key: symbol]: State | undefined };
const place = Symbol.for('course engine');
everywhere[place] ??= {};
const state = everywhere[place] as State;

/**
 * Starts the fastest engine that is there, once it has computed one real gradient step right: one that is installed (in the folder
 * `native/`, or the one that COURSE_NATIVE names) unless `npm run setup` has found it slower here, else WebAssembly with the course's
 * own training kernels.
 * COURSE_ENGINE forces one. An engine stays until the process ends; asking again for the same gives the one that runs.
 * @throws Error if the engine's name is unknown, if the one asked for cannot start, or if another one runs already
 */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
  const wish = readWish(options);
  while (state.starting) await state.starting.catch(() => {});
  if (!state.running) {
    state.starting = start(wish);
    try {
      state.running = await state.starting;
    } finally {
      state.starting = undefined;
    }
  }
  refuseAnother(state.running, wish);
  if (wish.seed !== undefined) seedMathRandom(wish.seed);
  return state.running;
}

/** @throws Error for an unknown engine or an option out of range */
function readWish(options: EngineOptions): EngineOptions & { asked: string } {
  const forced = process.env.COURSE_ENGINE;
  const engine = (forced || options.engine) as EngineName | undefined;
  const asked = forced ? `COURSE_ENGINE=${forced}` : `startEngine({ engine: '${engine}' })`;
  if (engine !== undefined && !NAMES.includes(engine)) {
    throw new Error(
      `${asked}: there is no engine of that name, expected one of ${NAMES.join(', ')}; or leave it out for the fastest`,
    );
  }
  const { seed, threads } = options;
  if (seed !== undefined && !Number.isFinite(seed)) {
    throw new Error(`startEngine: the seed is ${seed}, expected a finite number, such as 42`);
  }
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1)) {
    throw new Error(
      `startEngine: threads is ${threads}, expected a whole number of at least 1; leave it out to use all cores`,
    );
  }
  return { ...options, engine, asked };
}

async function start(wish: EngineOptions & { asked: string }): Promise<Engine> {
  const begin = performance.now();
  silenceBanner();
  mendOptionalInputs();
  mendFusedConvolution();
  const started = await choose(wish);
  const seconds = (performance.now() - begin) / 1000;
  const engine: Engine = { ...started, seconds, toString: () => describe(started, seconds) };
  // one line for console.log too, not the object's fields
  for (const key of ['toString', inspect.custom]) {
    Object.defineProperty(engine, key, { value: engine.toString, enumerable: false });
  }
  return engine;
}

function choose(wish: EngineOptions & { asked: string }): Promise<Started> {
  switch (wish.engine) {
    case 'native':
    case 'webgpu':
      return startAsked(wish.engine, wish.asked);
    case 'cpu':
      return startCpu(wish.asked);
    case 'wasm':
      return startEmbedded(wish, `asked for by ${wish.asked}`);
    default:
      return startFastest(wish);
  }
}

async function startFastest(wish: EngineOptions): Promise<Started> {
  const folder = nativeFolder();
  const [first] = installed(folder);
  const speed = first && measuredSpeed(folder);
  // before it is tried out, which takes seconds
  if (speed && speed.installed < speed.wasm) {
    const [slow, fast] = [speed.installed, speed.wasm].map(n => Math.round(n).toLocaleString('en'));
    const why = `${first.name} ${first.version} is here, and slower on this machine (${slow} pictures a second against ${fast})`;
    return startEmbedded(wish, why);
  }
  const tried = await findInstalled(folder);
  if ('why' in tried) return startEmbedded(wish, `the embedded default; no native engine: ${tried.why}`);
  const { name, version } = tried.found;
  return startInstalled(
    tried.found,
    card => `${name} ${version}${card} is installed and computed its trial step right`,
  );
}

async function startAsked(engine: InstalledEngine['engine'], asked: string): Promise<Started> {
  const tried = await findInstalled(nativeFolder(), engine);
  if ('why' in tried) {
    const flag = engine === 'native' ? '--native or --gpu' : '--webgpu';
    throw new Error(
      `${asked}: the ${engine} engine cannot start: ${tried.why}; expected one that computes a gradient step right in ` +
        `${nativeFolder()}; run npm run setup -- ${flag}, or leave the wish out to use wasm`,
    );
  }
  const { name, version } = tried.found;
  return startInstalled(
    tried.found,
    card => `asked for by ${asked}; ${name} ${version}${card} computed its trial step right`,
  );
}

async function startInstalled({ engine, name }: InstalledEngine, why: (card: string) => string): Promise<Started> {
  const card = await loadNative(nativeFolder(), name);
  await proveGradients(tf);
  return { name: engine, why: why(card ? ` on ${card}` : '') };
}

async function startEmbedded(wish: EngineOptions, why: string): Promise<Started> {
  const details = await startWasm(tf, wish);
  await proveGradients(tf);
  return { name: 'wasm', why, ...details };
}

async function startCpu(asked: string): Promise<Started> {
  await tf.setBackend('cpu');
  await proveGradients(tf);
  return { name: 'cpu', why: `asked for by ${asked}; right but slow, a picture a second, for checking other engines` };
}

/** @throws Error if the running engine is not what was asked for */
function refuseAnother(running: Engine, wish: EngineOptions & { asked: string }): void {
  const different =
    (wish.engine !== undefined && wish.engine !== running.name && `the engine ${wish.engine}`) ||
    (running.name === 'wasm' &&
      ((wish.threads !== undefined && wish.threads !== running.threads && `${wish.threads} threads`) ||
        (wish.fused === false && running.fused && 'fused: false')));
  if (!different) return;
  throw new Error(
    `startEngine: asked for ${different}, but this process runs ${title(running)}, and an engine stays until its process ends; ` +
      'restart the kernel (menu Kernel, Restart Kernel) and ask for it in the first cell',
  );
}

function nativeFolder(): string {
  return process.env.COURSE_NATIVE || join(__dirname, '..', '..', 'native');
}

function title({ name, threads, fused }: Started): string {
  if (name !== 'wasm') return name;
  return `wasm (SIMD, ${fused ? 'fused multiply-add, ' : ''}${threads} thread${threads === 1 ? '' : 's'})`;
}

function describe(engine: Started, seconds: number): string {
  return `engine: ${title(engine)}, started in ${seconds.toFixed(1)} s: ${engine.why}`;
}
