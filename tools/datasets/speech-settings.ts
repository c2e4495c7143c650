/** Who speaks the digits, and how: every speaker with several settings of speed, pitch and vocal tract. */
import { execFileSync } from 'node:child_process';
import { seededRandom } from '../../lib/engine/seeds';

export type Engine = 'espeak-ng' | 'flite' | 'festival' | 'rhvoice' | 'pico';

export interface Setting {
  engine: Engine;
  /** What the engine calls the voice. */
  voice: string;
  /** Who speaks: one name for all voices of one speaker, in whatever engine. */
  speaker: string;
  accent: string;
  /** Words a minute for espeak-ng, length of a sound (1 is as recorded) for the others. */
  rate: number;
  /** 0 to 99 for espeak-ng, the mean in Hz for flite and festival, percent of the voice's own for rhvoice and pico. */
  pitch: number;
  tract: number;
  punctuation: string;
}

/** Voices made from recordings of nine people, and the pitch that each speaks at. */
const PEOPLE: { engine: Engine; voice: string; speaker: string; accent: string; pitch: number }[] = [
  { engine: 'flite', voice: 'kal16', speaker: 'kal', accent: 'en-us', pitch: 105 },
  { engine: 'flite', voice: 'awb', speaker: 'awb', accent: 'en-gb-scotland', pitch: 110 },
  { engine: 'flite', voice: 'rms', speaker: 'rms', accent: 'en-us', pitch: 100 },
  { engine: 'flite', voice: 'slt', speaker: 'slt', accent: 'en-us', pitch: 170 },
  { engine: 'festival', voice: 'ked_diphone', speaker: 'ked', accent: 'en-us', pitch: 105 },
  { engine: 'festival', voice: 'cmu_us_slt_arctic_hts', speaker: 'slt', accent: 'en-us', pitch: 165 },
  { engine: 'rhvoice', voice: 'bdl', speaker: 'bdl', accent: 'en-us', pitch: 100 },
  { engine: 'rhvoice', voice: 'clb', speaker: 'clb', accent: 'en-us', pitch: 100 },
  { engine: 'rhvoice', voice: 'alan', speaker: 'awb', accent: 'en-gb-scotland', pitch: 100 },
  { engine: 'pico', voice: 'en-US', speaker: 'lh0', accent: 'en-us', pitch: 100 },
  { engine: 'pico', voice: 'en-GB', speaker: 'kh0', accent: 'en-gb', pitch: 100 },
];
/** Vocal tracts that a recorded voice is given; this one speaks only with its own, it breaks with others. */
const TRACTS = [0.88, 0.94, 1, 1.07, 1.14];
const OWN_TRACT = 'cmu_us_slt_arctic_hts';
const TAKES_A_TRACT = 3;

/** Accents of espeak-ng, drawn as often as they are named. */
const ACCENTS =
  'en-us en-us en-us en-gb en-gb en-gb-x-rp en-gb-scotland en-gb-x-gbclan en-gb-x-gbcwmd en-029 en-us-nyc'.split(' ');
const PUNCTUATION = ['', '', '.', '!', '?'];
const TAKES_A_VARIANT = 2;
/** Variants of espeak-ng that are effects: echoes, robots, whispers. */
const EFFECTS = new Set(
  (
    'Demonic announcer fast UniRobot anikaRobot Tweaky Storm whisper whisperf ' +
    'robosoft robosoft2 robosoft3 robosoft4 robosoft5 robosoft6 robosoft7 robosoft8'
  ).split(' '),
);
/** Names of variants that are a speaker's second name. */
const ALIASES: Record<string, string> = { anxiousandy: 'andy', 'mr serious': 'mrserious' };

/** Speakers that no training hears: two of the nine people, and computed ones of every build. */
export const HELD_OUT = [
  'slt',
  'ked',
  ...'f3 m4 linda iven edward grandpa victor pablo steph klatt max travis denis shelby'
    .split(' ')
    .map(name => `es-${name}`),
];

export const isPerson = (speaker: string): boolean => PEOPLE.some(person => person.speaker === speaker);

/** Every take of the set, grouped by speaker, people first. */
export function settings(): Setting[] {
  const all = [...peopleSettings(), ...espeakSettings()];
  const speakers = [...new Set(all.map(({ speaker }) => speaker))];
  return speakers.flatMap(name => all.filter(({ speaker }) => speaker === name));
}

function peopleSettings(): Setting[] {
  return PEOPLE.flatMap(({ pitch, ...person }) => {
    const random = seededRandom(`spoken-digits ${person.voice}`);
    return (person.voice === OWN_TRACT ? [1] : TRACTS).flatMap(tract =>
      Array.from({ length: TAKES_A_TRACT }, () => ({
        ...person,
        rate: rounded(0.75 + 0.45 * random.next(), 3),
        pitch: rounded(pitch * tract ** 2 * (0.8 + 0.5 * random.next()), 1),
        tract,
        punctuation: '',
      })),
    );
  });
}

function espeakSettings(): Setting[] {
  return espeakVariants().flatMap(voice => {
    const random = seededRandom(`spoken-digits ${voice}`);
    return Array.from({ length: TAKES_A_VARIANT }, () => ({
      engine: 'espeak-ng' as const,
      voice,
      speaker: `es-${speakerOf(voice)}`,
      accent: ACCENTS[random.integer(ACCENTS.length)],
      rate: 120 + random.integer(80),
      pitch: 15 + random.integer(70),
      tract: 1,
      punctuation: PUNCTUATION[random.integer(PUNCTUATION.length)],
    }));
  });
}

/** The variants that espeak-ng has, effects left out, in alphabetical order. */
function espeakVariants(): string[] {
  const list = execFileSync('espeak-ng', ['--voices=variant'], { encoding: 'utf8' });
  const names = [...list.matchAll(/!v\/(\S+(?: serious)?)/g)].map(([, name]) => name);
  return [...new Set(names)].filter(name => !EFFECTS.has(name)).sort();
}

/** Andrea2 is Andrea again, but m1 to m8 and f1 to f5 are speakers of their own. */
function speakerOf(variant: string): string {
  const name = ALIASES[variant.toLowerCase()] ?? variant.toLowerCase();
  return /^[mf]\d$/.test(name) ? name : name.replace(/\d+$/, '');
}

const rounded = (value: number, decimals: number) => Number(value.toFixed(decimals));
