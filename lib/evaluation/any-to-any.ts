import { NOTE_SOUND } from '../data/instruments';
import type { PictureItems } from '../data/picture-items';
import { windowMels } from '../data/sound-windows';
import { chanceOfFinding } from '../metrics/chance';
import { nearestNeighbours } from '../neighbours/nearest-neighbours';
import type { CourseItem } from '../search/course-items';
import type { Modality } from '../search/stores/vector-store';

/** How well one modality finds another: shares of the queries that find their concept first, and among the first ten. */
export interface Found {
  from: Modality;
  to: Modality;
  at1: number;
  at10: number;
  /** The same by raw values, where both are of one modality that has some. */
  raw?: { at1: number; at10: number };
  /** What guessing would score, given how many right answers each query has. */
  chance: { at1: number; at10: number };
  queries: number;
  answers: number;
}

const MODALITIES: Modality[] = ['image', 'text', 'audio', 'video'];
const K = 10;

/**
 * Every modality as a query, every modality as an answer. Asked are items that no encoder was trained on; of clips and names, which all
 * were seen in some form, all. Searched are all items of the answer's modality but the query itself; only concepts that are there are
 * asked for. Of items that are equally near, the one that comes first in `items` counts as the nearer.
 * @param vectors of each item, by id
 * @returns one entry a pair of modalities; none where no concept has two different things: there is but one clip of each
 * @throws RangeError that names an item without a vector
 */
export async function measureAnyToAny(
  items: readonly CourseItem[],
  vectors: ReadonlyMap<string, Float32Array>,
): Promise<Found[]> {
  const found: Found[] = [];
  const vectorOf = ({ id }: CourseItem) => {
    const vector = vectors.get(id);
    if (!vector)
      throw new RangeError(`measureAnyToAny: there is no vector of item '${id}', expected one of every item`);
    return vector;
  };
  for (const from of MODALITIES) {
    const all = items.filter(({ modality }) => modality === from);
    const asked = all.filter(({ source, unseen }) => (from === 'text' ? source === 'name' : unseen));
    const queries = asked.length > 0 ? asked : all;
    for (const to of MODALITIES) {
      const answers = items.filter(({ modality }) => modality === to);
      const rowsOf = (list: readonly CourseItem[]) => joined(list.map(vectorOf));
      const one = await measure(queries, answers, rowsOf);
      if (!one) continue;
      const raw = from === to && from !== 'text' ? await measure(queries, answers, rawRows) : undefined;
      found.push({ from, to, ...one, raw: raw && { at1: raw.at1, at10: raw.at10 } });
    }
  }
  return found;
}

interface Rows {
  rows: Float32Array;
  dim: number;
}

async function measure(
  all: readonly CourseItem[],
  answers: readonly CourseItem[],
  rowsOf: (list: readonly CourseItem[]) => Rows,
) {
  const right = new Map<string, number>();
  for (const { label } of answers) right.set(label, (right.get(label) ?? 0) + 1);
  const place = new Map(answers.map(({ id }, i) => [id, i]));
  const rightFor = ({ id, label }: CourseItem) => (right.get(label) ?? 0) - (place.has(id) ? 1 : 0);
  const queries = all.filter(item => rightFor(item) > 0);
  if (queries.length === 0 || answers.length === 0) return undefined;
  const k = Math.min(K + 1, answers.length); // one more, for the query itself
  const { indices } = await nearestNeighbours(rowsOf(answers), rowsOf(queries), { k });
  const score = { at1: 0, at10: 0, chance1: 0, chance10: 0 };
  queries.forEach((query, i) => {
    const list = Array.from(indices.subarray(i * k, (i + 1) * k), j => answers[j]).filter(({ id }) => id !== query.id);
    const first = list.slice(0, K).findIndex(({ label }) => label === query.label);
    score.at1 += Number(first === 0);
    score.at10 += Number(first >= 0);
    const choices = answers.length - Number(place.has(query.id));
    score.chance1 += chanceOfFinding(rightFor(query), { among: choices, k: 1 });
    score.chance10 += chanceOfFinding(rightFor(query), { among: choices, k: K });
  });
  const n = queries.length;
  return {
    at1: score.at1 / n,
    at10: score.at10 / n,
    chance: { at1: score.chance1 / n, at10: score.chance10 / n },
    queries: n,
    answers: answers.length,
  };
}

function joined(vectors: readonly Float32Array[]): Rows {
  const dim = vectors[0].length;
  const rows = new Float32Array(vectors.length * dim);
  vectors.forEach((vector, i) => {
    rows.set(vector, i * dim);
  });
  return { rows, dim };
}

/** Items as their raw values: the ink of 16 x 16 pixels, of a clip's first frame, or the mean log-mel picture of a sound. */
function rawRows(list: readonly CourseItem[]): Rows {
  return joined(
    list.map(({ content }) => {
      if ('picture' in content) return smallInk(content.picture);
      if ('clip' in content) return smallInk(content.clip);
      if ('sound' in content) return meanMel(windowMels(content.sound));
      throw new TypeError('rawRows: words have no raw values that could be compared');
    }),
  );
}

const SMALL = 16;

/** The first picture, made smaller by averaging; white is 0. */
function smallInk({ pixels, side }: PictureItems): Float32Array {
  const step = side / SMALL;
  const small = new Float32Array(SMALL * SMALL * 3);
  for (let i = 0; i < side * side * 3; i++) {
    const [row, column, channel] = [Math.floor(i / (side * 3)), Math.floor(i / 3) % side, i % 3];
    const cell = Math.floor(row / step) * SMALL + Math.floor(column / step);
    small[cell * 3 + channel] += (1 - pixels[i] / 255) / step ** 2;
  }
  return small;
}

function meanMel(mels: Float32Array): Float32Array {
  const cells = NOTE_SOUND.frames * NOTE_SOUND.bands;
  const mean = new Float32Array(cells);
  for (let i = 0; i < mels.length; i++) mean[i % cells] += (mels[i] * cells) / mels.length;
  return mean;
}
