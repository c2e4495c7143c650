import { loadClips } from '../../lib/data/clips';
import { loadConcepts } from '../../lib/data/concepts';
import { loadNotes, NOTE_SOUND, type NoteSplit, splitNotes } from '../../lib/data/instruments';
import { loadMnist } from '../../lib/data/mnist';
import { loadPhotographs } from '../../lib/data/photographs';
import { loadPictures, type Pictures, type Style } from '../../lib/data/pictures';
import { loadRecordings } from '../../lib/data/recordings';
import { windowMels } from '../../lib/data/sound-windows';
import { DIGIT_SOUND, loadSpokenDigits, spokenDigitMel } from '../../lib/data/spoken-digits';
import { bothTexts } from '../../lib/encoders/both-texts';
import type { DigitTowers } from '../../lib/encoders/digit-towers';
import type { PhotographEncoder } from '../../lib/encoders/photographs';
import type { Sounds } from '../../lib/encoders/sounds';
import type { ImageOnly, Towers } from '../../lib/encoders/towers';
import { countConcepts, countNearest, countRecall, embedded, type Item, itemsOf, mean } from './plain-counts';

/** What the checkpoints score, from the sets that ship and the encoders alone, under the names that checkpoint.json has. */
export type Scores = Record<string, number>;

const recalls = (scores: Scores) => (what: string, queries: readonly Item[], gallery: readonly Item[]) => {
  const { at1, at10 } = countRecall(queries, gallery);
  Object.assign(scores, { [`${what}, R@1`]: at1, [`${what}, R@10`]: at10, [`${what}, gallery`]: gallery.length });
};

/** The pictures of a style as an encoder sees them. */
type Shown = Item & { nearCopy: boolean };
const shownBy = async (image: Towers['image'], pictures: Pictures): Promise<Shown[]> =>
  (await embedded(image.embed(pictures), pictures.concepts)).map((item, i) => ({
    ...item,
    nearCopy: pictures.nearCopies[i] === 1,
  }));

/** Raw pixels: how far each is from white. */
const inkOf = ({ pixels, concepts }: Pick<Pictures, 'pixels' | 'concepts'>): Item[] =>
  itemsOf(
    Float32Array.from(pixels, value => 255 - value),
    concepts,
  );

/** Pixels are the same whatever the checkpoint, and take the longest: counted once. */
const rawScores = new Map<string, Scores>();
function countRaw(what: string, from: Pictures, to: Pictures): Scores {
  const known = rawScores.get(what);
  if (known) return known;
  const scores: Scores = {};
  const drawn = new Set(to.concepts);
  recalls(scores)(
    what,
    inkOf(from).filter(({ label }) => drawn.has(label)),
    inkOf(to),
  );
  rawScores.set(what, scores);
  return scores;
}

export async function countTowers(name: 'towers' | 'unseen-concepts', towers: Towers): Promise<Scores> {
  const { image, text, sentence } = towers;
  const concepts = await loadConcepts();
  const pictures = async (style: Style) => loadPictures(style, { side: 48 });
  const [twemoji, openmoji, photographs, noto] = [
    await pictures('twemoji'),
    await pictures('openmoji'),
    await pictures('tuxpaint'),
    await pictures('noto'),
  ];
  const shown = new Map<Pictures, Shown[]>();
  for (const each of [twemoji, openmoji, photographs, noto]) shown.set(each, await shownBy(image, each));
  const scores: Scores = {};
  const note = recalls(scores);
  const texts = { name: text, 'name as a sentence': sentence };
  const all = name === 'towers' ? texts : { ...texts, 'name by both': bothTexts(text, sentence) };
  for (const [kind, encoder] of Object.entries(all)) {
    const names = await embedded(
      encoder.embed(concepts.map(concept => concept.name)),
      concepts.map((_, i) => i),
    );
    const namesOf = (items: readonly Item[]) => items.map(({ label }) => names[label]);
    for (const style of [twemoji, openmoji]) {
      const items = shown.get(style)!;
      const to = `${kind} to ${style.style}`;
      note(to, namesOf(items), items);
      note(`${style.style} to ${kind}`, items, names);
      note(`${to}, without near-copies`, namesOf(items.filter(({ nearCopy }) => !nearCopy)), items);
      if (name === 'towers') continue;
      const unseen = items.filter(({ label }) => concepts[label].heldOut);
      const alone = unseen.filter(({ label }) => !concepts[label].twinInTraining);
      const seen = items.filter(({ label }) => !concepts[label].heldOut);
      note(`${to}, unseen concepts among themselves`, namesOf(unseen), unseen);
      note(`${to}, unseen concepts without a twin in training`, namesOf(alone), unseen);
      note(`${to}, seen concepts among themselves`, namesOf(seen), seen);
    }
    const captions = await embedded(encoder.embed(photographs.captions), photographs.concepts);
    note(`${kind.replace('name', 'caption')} to photograph`, captions, shown.get(photographs)!);
  }
  const drawn = new Set(noto.concepts);
  for (const style of [twemoji, openmoji, photographs]) {
    const asked = shown.get(style)!.filter(({ label }) => drawn.has(label));
    note(`${style.style} to noto`, asked, shown.get(noto)!);
    Object.assign(scores, countRaw(`${style.style} to noto, raw pixels`, style, noto));
  }
  return scores;
}

export async function countFluentless({ image }: ImageOnly): Promise<Scores> {
  const clips = await loadClips({ side: 32 });
  const frameLabels = Int32Array.from({ length: clips.size * clips.frames }, (_, i) => clips.concepts[i >> 3]);
  const frames = {
    '': await embedded(image.embed(clips), frameLabels),
    'raw ': inkOf({ pixels: clips.pixels, concepts: frameLabels }),
  };
  const scores: Scores = {};
  const note = recalls(scores);
  for (const style of ['noto', 'twemoji'] as const) {
    const pictures = await loadPictures(style, { side: 32 });
    const rows = { '': await shownBy(image, pictures), 'raw ': inkOf(pictures) };
    const drawn = new Set(pictures.concepts);
    const asked = Array.from(clips.concepts.keys()).filter(i => drawn.has(clips.concepts[i]));
    const moving = new Set(asked.map(i => clips.concepts[i]));
    for (const kind of ['', 'raw '] as const) {
      const gallery = rows[kind].filter(({ label }) => moving.has(label));
      const of = (clip: number) => frames[kind].slice(8 * clip, 8 * clip + 8);
      // raw frames are not of one length: the mean is of the pictures as they are, brought to length 1 by the pooling
      const means = asked.map(clip => meanOf(kind ? inkRows(clips.pixels, clip) : of(clip).map(({ unit }) => unit)));
      note(
        `clip by its ${kind}frames to ${style}`,
        means.map((unit, i) => ({ unit, label: clips.concepts[asked[i]] })),
        gallery,
      );
      note(
        `clip by its ${kind}first frame to ${style}`,
        asked.map(clip => of(clip)[0]),
        gallery,
      );
    }
  }
  return scores;
}

function inkRows(pixels: Uint8Array, clip: number): Float64Array[] {
  const values = 32 * 32 * 3;
  return Array.from({ length: 8 }, (_, frame) =>
    Float64Array.from({ length: values }, (_, i) => 255 - pixels[(8 * clip + frame) * values + i]),
  );
}

/** The direction of the mean of rows. */
function meanOf(rows: readonly ArrayLike<number>[]): Float64Array {
  const sum = Float64Array.from(rows[0], (_, j) => mean(rows.map(row => row[j])));
  return itemsOf(sum, [0])[0].unit;
}

/** The styles that the image tower was trained on. */
const TRAINED: Style[] = ['noto', 'noto-v1', 'fxemoji', 'fluent-flat', 'fluent-3d', 'emojione', 'emojione-v1'];

export async function countHearing(split: NoteSplit, sounds: Sounds, towers: Towers): Promise<Scores> {
  const notes = await loadNotes();
  const { train, test } = await splitNotes(notes, split);
  const { frames, bands } = NOTE_SOUND;
  const cells = frames * bands;
  const melsAt = (positions: ArrayLike<number>) =>
    Float32Array.from({ length: positions.length * cells }, (_, i) => {
      return notes.mels[positions[Math.floor(i / cells)] * cells + (i % cells)];
    });
  const labelsAt = (positions: ArrayLike<number>) => Array.from(positions, i => notes.concepts[i]);
  const [animals, instruments] = [await loadRecordings('animals'), await loadRecordings('instruments')];
  const windows = animals.sounds.flatMap((sound, i) => {
    if (!animals.training[i]) return [];
    const mels = windowMels(sound);
    return itemsOf(mels, new Array(mels.length / cells).fill(animals.labels[i]));
  });
  const known = [...itemsOf(melsAt(train), labelsAt(train)), ...windows];

  const scores: Scores = {};
  const say = (what: string, counts: Scores) => {
    for (const [kind, count] of Object.entries(counts)) scores[`${what}, ${kind}`] = count;
  };
  const recorded = async ({ sounds: all, labels, training }: typeof animals) => {
    const fresh = all.map((_, i) => i).filter(i => !training[i]);
    const shown = fresh.map(i => labels[i]);
    return {
      heard: await embedded(sounds.sound.embed(fresh.map(i => all[i])), shown),
      raw: fresh.map((i, at) => {
        const mels = windowMels(all[i]);
        const rows = Array.from({ length: mels.length / cells }, (_, w) => mels.subarray(w * cells, (w + 1) * cells));
        return { unit: meanOf(rows), label: shown[at] };
      }),
    };
  };
  const heldOut = {
    heard: await embedded(sounds.note.embed({ mels: melsAt(test), frames, bands }), labelsAt(test)),
    raw: itemsOf(melsAt(test), labelsAt(test)),
  };
  const played = new Set(labelsAt(train));
  const trials = {
    'held-out note': { ...heldOut, among: played },
    'recorded instrument': { ...(await recorded(instruments)), among: played },
    'recorded animal': { ...(await recorded(animals)), among: new Set(animals.labels) },
  };
  const concepts = await loadConcepts();
  for (const [trial, { heard, raw, among }] of Object.entries(trials)) {
    const choices = [...among];
    const words = await embedded(towers.text.embed(choices.map(label => concepts[label].name)), choices);
    const pictures: Item[] = [];
    for (const style of TRAINED) {
      const all = await loadPictures(style, { side: 48 });
      const values = 48 * 48 * 3;
      const shown = Array.from(all.concepts.keys()).filter(i => among.has(all.concepts[i]));
      const pixels = new Uint8Array(shown.length * values);
      for (const [to, i] of shown.entries()) pixels.set(all.pixels.subarray(i * values, (i + 1) * values), to * values);
      pictures.push(
        ...(await embedded(
          towers.image.embed({ pixels, side: 48 }),
          shown.map(i => all.concepts[i]),
        )),
      );
    }
    say(`${trial} to picture`, countConcepts(heard, pictures));
    say(`${trial} to word`, countConcepts(heard, words));
    say(
      `${trial}, raw neighbours`,
      countConcepts(
        raw,
        known.filter(({ label }) => among.has(label)),
      ),
    );
  }
  return scores;
}

const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** Every band less its mean over the frames. */
function withoutBandMeans(mels: Float32Array): Float64Array {
  const { frames, bands } = DIGIT_SOUND;
  const result = Float64Array.from(mels);
  for (let sound = 0; sound < mels.length; sound += frames * bands) {
    for (let band = 0; band < bands; band++) {
      const places = Array.from({ length: frames }, (_, frame) => sound + frame * bands + band);
      const average = mean(places.map(i => mels[i]));
      for (const i of places) result[i] -= average;
    }
  }
  return result;
}

export async function countDigits({ picture, sound, word }: DigitTowers): Promise<Scores> {
  const digits = await loadMnist('test');
  const [training, spoken] = [await loadSpokenDigits('train'), await loadSpokenDigits('test')];
  const pictures = await embedded(picture.embed(digits.images), digits.labels);
  const words = await embedded(word.embed(WORDS), [...WORDS.keys()]);
  const heard = await embedded(sound.embed({ mels: spoken.mels, ...DIGIT_SOUND }), spoken.labels);
  const toPicture = countNearest(heard, pictures);
  const toWord = countNearest(heard, words);
  const raw = countNearest(
    itemsOf(withoutBandMeans(spoken.mels), spoken.labels),
    itemsOf(withoutBandMeans(training.mels), training.labels),
  );
  const fewest = (items: readonly Item[]) =>
    Math.min(100, ...words.map(({ label }) => items.filter(item => item.label === label).length));
  const scores: Scores = {
    chance: 1 / 10,
    'picture to word': mean(countNearest(pictures, words)),
    'word to picture': mean(countNearest(words, pictures, fewest(pictures))),
  };
  const kinds = { voices: [0, 1], 'computed voices': [0], 'human-derived voices': [1] };
  for (const [kind, derived] of Object.entries(kinds)) {
    const of = <T>(values: readonly T[]) => values.filter((_, i) => derived.includes(spoken.humanDerived[i]));
    const never = `${kind} never heard`;
    scores[`picture to sound, ${never}`] = mean(countNearest(pictures, of(heard)));
    scores[`sound to picture, ${never}`] = mean(of(toPicture));
    scores[`sound to word, ${never}`] = mean(of(toWord));
    scores[`word to sound, ${never}`] = mean(countNearest(words, of(heard), fewest(of(heard))));
    scores[`raw log-mels, ${never}`] = mean(of(raw));
  }
  const people = await loadRecordings('digits');
  const said = people.sounds.flatMap(({ samples, rate }) => [...spokenDigitMel(samples, rate)]);
  const spoke = await embedded(sound.embed({ mels: Float32Array.from(said), ...DIGIT_SOUND }), people.labels);
  scores['sound to word, real people'] = mean(countNearest(spoke, words));
  scores['real people, clips'] = people.size;
  return scores;
}

export async function countPhotographs(encoder: PhotographEncoder, { image, side }: Towers): Promise<Scores> {
  const scores: Scores = {};
  const count = recalls(scores);
  const concepts = await loadConcepts();
  const names = await embedded(
    encoder.words.embed(concepts.map(({ name }) => name)),
    concepts.map((_, i) => i),
  );
  const noto = await loadPictures('noto', { side });
  const drawings = await embedded(image.embed(noto), noto.concepts);
  for (const source of ['tuxpaint', 'gcompris'] as const) {
    const { captions, ...photographs } = await loadPhotographs(source, { onlyConcepts: true });
    const shown = await embedded(encoder.embed(photographs), photographs.concepts);
    const asked = shown.map(({ label }) => names[label]);
    count(`name to ${source}`, asked, shown);
    count(`${source} to name`, shown, names);
    count(`caption to ${source}`, await embedded(encoder.words.embed(captions), photographs.concepts), shown);
    const beside = await embedded(encoder.besideDrawings.embed(photographs), photographs.concepts);
    const drawn = new Set(noto.concepts);
    count(
      `${source} to noto`,
      beside.filter(({ label }) => drawn.has(label)),
      drawings,
    );
  }
  return scores;
}
