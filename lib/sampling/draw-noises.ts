import type { Sound } from '../data/sound-place';
import type { SeededRandom } from '../engine/seeds';

const RATE = 16_000;
/** One window of the encoder of notes and noises. */
const SECONDS = 1.2;

type Draw = (random: SeededRandom) => (i: number) => number;

const between = (random: SeededRandom, low: number, high: number) => low + (high - low) * random.next();
/** Evenly on a scale of octaves. */
const pitch = (random: SeededRandom, low: number, high: number) => low * (high / low) ** random.next();
const wave = (frequency: number, i: number) => Math.sin((2 * Math.PI * frequency * i) / RATE);

/** Wind, waves, engines, crowds: noise of any colour, steady or swelling. */
const drawNoise: Draw = random => {
  const [low, high] = [between(random, 0, 1) ** 0.4 * 0.995, random.next() < 0.5 ? 0 : between(random, 0, 0.95)];
  const [swell, depth] = [pitch(random, 0.5, 15), random.next() < 0.4 ? 0 : between(random, 0, 0.9)];
  let [held, before] = [0, 0];
  return i => {
    held = low * held + (1 - low) * (random.next() - 0.5);
    const value = held - high * before;
    before = held;
    return value * (1 + depth * wave(swell, i));
  };
};

/** Rain, fire, steps, applause: short bursts of noise over a bed of it. */
const drawBursts: Draw = random => {
  const [often, fades] = [pitch(random, 2, 400) / RATE, between(random, 0.9, 0.999)];
  const [bed, colour] = [random.next() < 0.3 ? 0 : pitch(random, 0.01, 0.5), between(random, 0, 0.95)];
  let [loud, held] = [1, 0];
  return () => {
    if (random.next() < often) loud = between(random, 0.3, 1);
    loud *= fades;
    held = colour * held + (1 - colour) * (random.next() - 0.5);
    return held * bed + loud * (random.next() - 0.5);
  };
};

/** Whistles, beeps, buzzers and mains: a tone that stays, alone or with overtones, with more or less hiss. */
const drawTone: Draw = random => {
  const [frequency, hiss] = [pitch(random, 45, 5_000), random.next() < 0.5 ? 0 : pitch(random, 0.001, 0.1)];
  const partials = [1, 2, 3, 4, 5, 7, 9, 11, 13, 15]
    .slice(0, 1 + random.integer(10))
    .filter(n => n * frequency < 7_500);
  const falls = between(random, 0.4, 1.6);
  return i => partials.reduce((sum, n) => sum + wave(n * frequency, i) / n ** falls, 0) + hiss * (random.next() - 0.5);
};

/** Sirens and alarms: a tone that slides, once or to and fro. */
const drawSlide: Draw = random => {
  const [from, to] = [pitch(random, 100, 3_000), pitch(random, 100, 5_000)];
  const turns = random.next() < 0.5 ? 0.5 / SECONDS : pitch(random, 0.8, 8);
  let phase = 0;
  return i => {
    phase += (from + (to - from) * (0.5 - 0.5 * Math.cos((2 * Math.PI * turns * i) / RATE))) / RATE;
    return Math.sin(2 * Math.PI * phase);
  };
};

/** Clocks, keys and machines: clicks at an even pace. */
const drawClicks: Draw = random => {
  const [every, fades] = [Math.round(RATE / pitch(random, 1, 60)), between(random, 0.8, 0.995)];
  const ring = random.next() < 0.5 ? 0 : pitch(random, 300, 4_000);
  return i => fades ** (i % every) * (ring ? wave(ring, i % every) : random.next() - 0.5);
};

const KINDS: Record<string, Draw> = {
  noise: drawNoise,
  bursts: drawBursts,
  tone: drawTone,
  slide: drawSlide,
  clicks: drawClicks,
};

/**
 * Sounds that are no animal and no instrument: noises, bursts, tones, slides and clicks, as many of each, of 1.2 seconds at 16,000 Hz.
 * What an encoder makes of them is what it makes of sounds that it knows nothing of.
 */
export function drawNoises(random: SeededRandom, { ofEach = 50 } = {}): Sound[] {
  return Object.entries(KINDS).flatMap(([kind, draw]) =>
    Array.from({ length: ofEach }, (_, i) => {
      const sample = draw(random.fork(kind).fork(i));
      return { samples: Float32Array.from({ length: SECONDS * RATE }, (_, at) => sample(at)), rate: RATE };
    }),
  );
}
