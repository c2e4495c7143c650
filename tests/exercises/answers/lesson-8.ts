import type { AnswerFunction } from '../../../lib/exercises/judge';
import { ndcgAtK } from '../../../lib/metrics/ndcg';
import { type Answers, rounded } from './answers';

/** The windows of a text, from how far each begins after the one before, how long it is, and until when one begins. */
const windows =
  ({
    step = (size: number, overlap: number) => size - overlap,
    length = (size: number, _overlap: number) => size,
    until = (start: number, count: number, overlap: number, _size: number) => start + overlap < count,
  } = {}): AnswerFunction =>
  (sentences: string[], size: number, overlap: number) => {
    const cut: string[][] = [];
    let start = 0;
    do {
      if (sentences.length === 0) break;
      cut.push(sentences.slice(start, start + length(size, overlap)));
      start += step(size, overlap);
    } while (until(start, sentences.length, overlap, size));
    return cut;
  };

const cut = windows();
const toTheEnd = (start: number, count: number) => start < count;

/** The right chunks, changed. */
const changed =
  (change: (chunks: string[][], sentences: string[], size: number) => unknown): AnswerFunction =>
  (sentences: string[], size: number, overlap: number) =>
    change(cut(sentences, size, overlap) as string[][], sentences, size);

export const chunkAnswers: Answers = {
  right: {
    'until a chunk has reached the end': (sentences: string[], size: number, overlap: number) => {
      const chunks: string[][] = [];
      for (let start = 0; start < sentences.length; start += size - overlap) {
        chunks.push(sentences.slice(start, start + size));
        if (start + size >= sentences.length) break;
      }
      return chunks;
    },
    'counted first': (sentences: string[], size: number, overlap: number) => {
      if (sentences.length === 0) return [];
      const more = Math.max(0, Math.ceil((sentences.length - size) / (size - overlap)));
      return Array.from({ length: more + 1 }, (_, i) => {
        const start = i * (size - overlap);
        return sentences.slice(start, start + size);
      });
    },
  },
  wrong: {
    'on to the last sentence': {
      answer: windows({ until: toTheEnd }),
      told: /has nothing that the one before has not/,
    },
    'full chunks only': {
      answer: changed((chunks, _, size) => chunks.filter(({ length }) => length === size)),
      told: /may have fewer sentences/,
    },
    'the last one moved back': {
      answer: changed((chunks, all, size) =>
        chunks.map((one, i) => (i > 0 && one.length < size ? all.slice(-size) : one)),
      ),
      told: /not moved back/,
    },
    'nothing of a short text': {
      answer: (sentences: string[], size: number, overlap: number) => {
        const chunks: string[][] = [];
        for (let start = 0; start + overlap < sentences.length; start += size - overlap)
          chunks.push(sentences.slice(start, start + size));
        return chunks;
      },
      told: /is one chunk, however short/,
    },
    'the last sentences kept by slice': {
      answer: (sentences: string[], size: number, overlap: number) => {
        const chunks: string[][] = [];
        let chunk: string[] = [];
        for (const sentence of sentences) {
          chunk = [...chunk, sentence];
          if (chunk.length < size) continue;
          chunks.push(chunk);
          chunk = chunk.slice(-overlap);
        }
        const isNew = chunk.length > overlap || (chunks.length === 0 && chunk.length > 0);
        return isNew ? [...chunks, chunk] : chunks;
      },
      told: /slice\(-0\)/,
    },
    'no overlap': { answer: windows({ step: size => size, until: toTheEnd }), told: /begins with the last sentences/ },
    'one sentence farther': {
      answer: windows({ step: () => 1, until: (start, count, _, size) => start + size <= count }),
      told: /not one/,
    },
    'overlap sentences farther': {
      answer: windows({ step: (_, overlap) => Math.max(1, overlap), until: toTheEnd }),
      told: /overlap is what two chunks share/,
    },
    'overlap on top': {
      answer: windows({ step: size => size, length: (size, overlap) => size + overlap, until: toTheEnd }),
      told: /what it shares with the one before included/,
    },
    'an empty chunk of nothing': {
      answer: changed((chunks, all) => (all.length === 0 ? [[]] : chunks)),
      told: /the list is empty/,
    },
    'the first alone': { answer: changed(chunks => chunks.slice(0, 1)), told: /the first chunk alone/ },
    'from the end': { answer: changed(chunks => [...chunks].reverse()), told: /in the order of the text/ },
    'texts of several sentences': {
      answer: changed(chunks => chunks.map(one => one.join(' '))),
      told: /do not join them/,
    },
  },
};

type Worth = Record<string, number>;

/** The quotient of two sums, with the steps that an answer may get wrong. */
const quotient =
  ({
    gain = (worth: number) => worth,
    discount = (place: number) => Math.log2(place + 1),
    first = (k: number) => k,
    list = (ranked: string[], _worth: Worth) => ranked,
    ideal = (worth: Worth, _ranked: string[], _k: number) => Object.values(worth),
    idealK = (k: number) => k,
    result = (found: number, best: number, _k: number) => found / best,
  } = {}): AnswerFunction =>
  (ranked: string[], worth: Worth, k: number) => {
    const sum = (values: number[], count: number) =>
      values.slice(0, count).reduce((total, value, i) => total + gain(value) / discount(i + 1), 0);
    const gains = list(ranked, worth).map(id => worth[id] ?? 0);
    const best = [...ideal(worth, ranked, k)].sort((a, b) => b - a);
    return result(sum(gains, first(k)), sum(best, idealK(first(k))), k);
  };

const worthOf = (ids: string[], worth: Worth) => ids.map(id => worth[id] ?? 0);
const ndcg = quotient();

export const ndcgAnswers: Answers = {
  right: {
    'two sums': (ranked: string[], worth: Worth, k: number) => {
      const sum = (worths: number[]) => worths.slice(0, k).reduce((total, w, i) => total + w / Math.log2(i + 2), 0);
      const best = Object.values(worth).sort((a, b) => b - a);
      return sum(ranked.map(id => worth[id] ?? 0)) / sum(best);
    },
    'that of lib': (ranked: string[], worth: Worth, k: number) => ndcgAtK(ranked, worth, { k }),
    'with another logarithm, in a loop': (ranked: string[], worth: Worth, k: number) => {
      const best = Object.values(worth).sort((a, b) => b - a);
      let [found, most] = [0, 0];
      for (let place = 1; place <= k; place++) {
        found += (worth[ranked[place - 1]] ?? 0) / Math.log(place + 1);
        most += (best[place - 1] ?? 0) / Math.log(place + 1);
      }
      return found / most;
    },
  },
  wrong: {
    'not divided': { answer: quotient({ result: found => found }), told: /Divide by what the best order would give/ },
    'the best alone': { answer: quotient({ result: (_, best) => best }), told: /as a share of it/ },
    'the other way round': { answer: quotient({ result: (found, best) => best / found }), told: /other way round/ },
    'per cent': { answer: quotient({ result: (found, best) => (100 * found) / best }), told: /not per cent/ },
    'divided by k': { answer: quotient({ result: (found, best, k) => found / best / k }), told: /not by k/ },
    'the best order of the list': {
      answer: quotient({ ideal: (worth, ranked) => worthOf(ranked, worth) }),
      told: /what the list does not show/,
    },
    'the best order of the first k': {
      answer: quotient({ ideal: (worth, ranked, k) => worthOf(ranked.slice(0, k), worth) }),
      told: /what the list does not show/,
    },
    'the whole best order': {
      answer: quotient({ idealK: () => Number.POSITIVE_INFINITY }),
      told: /The best order, too, has k places/,
    },
    'places of what is worth something': {
      answer: quotient({ list: (ranked, worth) => ranked.filter(id => id in worth) }),
      told: /takes its place all the same/,
    },
    'two to the power': { answer: quotient({ gain: worth => 2 ** worth - 1 }), told: /2 to the power/ },
    'worth or not': {
      answer: quotient({ gain: worth => Math.min(1, Math.ceil(worth)) }),
      told: /3 counts more than 1/,
    },
    'by the place': { answer: quotient({ discount: place => place }), told: /not by the place/ },
    'no discount': { answer: quotient({ discount: () => 1 }), told: /The farther down/ },
    'one place too far': {
      answer: quotient({ discount: place => Math.log2(place + 2) }),
      told: /one too many is added/,
    },
    'the logarithm of the place': {
      answer: quotient({ discount: place => Math.max(1, Math.log2(place)) }),
      told: /that of the place plus 1/,
    },
    'one beside the logarithm': {
      answer: quotient({ discount: place => 1 + Math.log2(place) }),
      told: /inside the logarithm/,
    },
    'log2 of 1': { answer: quotient({ discount: place => Math.log2(place) }), told: /Infinity from log2\(1\)/ },
    'all places': { answer: quotient({ first: () => Number.POSITIVE_INFINITY }), told: /Only the first k places/ },
    'one too few': { answer: quotient({ first: k => k - 1 }), told: /One too few/ },
    'one too many': { answer: quotient({ first: k => k + 1 }), told: /One too many/ },
    'nothing for an unknown id': {
      answer: (ranked: string[], worth: Worth, k: number) =>
        ranked.slice(0, k).reduce((sum, id, i) => sum + worth[id] / Math.log2(i + 2), 0),
      told: /Divide by what the best order|NaN comes from/,
    },
    'a number a place': {
      answer: (ranked: string[], worth: Worth, k: number) => worthOf(ranked.slice(0, k), worth),
      told: /add up what the places give/,
    },
    'one for an empty list': {
      answer: (ranked: string[], worth: Worth, k: number) => (ranked.length === 0 ? 1 : ndcg(ranked, worth, k)),
      told: /gains nothing/,
    },
    'worths to two decimals': {
      answer: quotient({ gain: worth => Number(worth.toFixed(2)) }),
      told: /Rounded worths/,
    },
    'to three decimals': { answer: rounded(ndcg), told: /rounded/i },
    'to two decimals': { answer: rounded(ndcg, 2), told: /rounded/i },
  },
};

/** Tries every score as the threshold, with the steps that an answer may get wrong. */
const searched =
  ({
    isSaid = (one: number, level: number) => one >= level,
    of = (said: number, _all: number) => said,
    fits = (share: number, least: number) => share >= least,
    choose = (kept: number[]) => Math.min(...kept),
    result = (level: number, _sure: number[], _right: boolean[]): unknown => level,
  } = {}): AnswerFunction =>
  (sure: number[], right: boolean[], least: number) => {
    const kept = sure.filter(level => {
      const said = sure.map((one, i) => (isSaid(one, level) ? i : -1)).filter(i => i >= 0);
      return said.length > 0 && fits(said.filter(i => right[i]).length / of(said.length, sure.length), least);
    });
    return result(kept.length > 0 ? choose(kept) : Number.POSITIVE_INFINITY, sure, right);
  };

const sortedBySure = (sure: number[]) => [...sure.keys()].sort((a, b) => sure[b] - sure[a]);

export const whenToBeSilentAnswers: Answers = {
  right: {
    'every score tried': (sure: number[], right: boolean[], least: number) => {
      const fitting = sure.filter(level => {
        const said = right.filter((_, i) => sure[i] >= level);
        return said.filter(Boolean).length / said.length >= least;
      });
      return Math.min(...fitting);
    },
    'hits counted, in a loop': (sure: number[], right: boolean[], least: number) => {
      let lowest = Number.POSITIVE_INFINITY;
      for (const level of sure) {
        let [given, hits] = [0, 0];
        sure.forEach((one, i) => {
          if (one < level) return;
          given++;
          if (right[i]) hits++;
        });
        if (hits >= least * given) lowest = Math.min(lowest, level);
      }
      return lowest;
    },
  },
  wrong: {
    'one by one': {
      answer: (sure: number[], right: boolean[], least: number) => {
        let hits = 0;
        let found = Number.POSITIVE_INFINITY;
        sortedBySure(sure).forEach((at, i) => {
          hits += Number(right[at]);
          if (hits / (i + 1) >= least) found = sure[at];
        });
        return found;
      },
      told: /Equally sure answers/,
    },
    'until it falls': {
      answer: (sure: number[], right: boolean[], least: number) => {
        let found = Number.POSITIVE_INFINITY;
        for (const level of [...new Set(sure)].sort((a, b) => b - a)) {
          const said = right.filter((_, i) => sure[i] >= level);
          if (said.filter(Boolean).length / said.length < least) return found;
          found = level;
        }
        return found;
      },
      told: /fall below least and rise again/,
    },
    'more than least': { answer: searched({ fits: (share, least) => share > least }), told: /just as many will do/ },
    'surer than the threshold': {
      answer: searched({ isSaid: (one, level) => one > level }),
      told: /compare with >=/,
    },
    'the highest': { answer: searched({ choose: kept => Math.max(...kept) }), told: /the lowest answers most/ },
    'of all questions': { answer: searched({ of: (_, all) => all }), told: /not of all questions/ },
    'the least sure right one': {
      answer: (sure: number[], right: boolean[]) => Math.min(...sure.filter((_, i) => right[i])),
      told: /lowest score of a right answer/,
    },
    'the surest wrong one': {
      answer: (sure: number[], right: boolean[]) => Math.max(...sure.filter((_, i) => !right[i])),
      told: /highest score of a wrong answer/,
    },
    everything: { answer: (sure: number[]) => Math.min(...sure), told: /everything is answered/ },
    least: { answer: (_sure: number[], _right: boolean[], least: number) => least, told: /a share of right answers/ },
    'how many are answered': {
      answer: searched({ result: (level, sure) => sure.filter(one => one >= level).length }),
      told: /how many are answered/,
    },
    'half-way to the next': {
      answer: searched({
        result: (level, sure) => (level + Math.max(...sure.filter(one => one < level), level - 1)) / 2,
      }),
      told: /none between two of them/,
    },
    'nothing where none will do': {
      answer: searched({ result: level => (level === Number.POSITIVE_INFINITY ? undefined : level) }),
      told: /With no score/,
    },
    'one where none will do': {
      answer: searched({ result: level => Math.min(1, level as number) }),
      told: /With no score/,
    },
  },
};

/** Looks for the first sentence with enough of the words, with the steps that an answer may get wrong. */
const compared =
  ({
    words = (text: string): string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [],
    has = (there: string[], word: string, _sentence: string) => there.includes(word),
    numbers = (asked: string[]) => asked.filter(word => /\d/.test(word)),
    share = (found: number, asked: number, _there: number) => found / asked,
    fits = (value: number, least: number) => value >= least,
    take = (fitting: number[], _shares: number[]): unknown => fitting[0] ?? -1,
  } = {}): AnswerFunction =>
  (claim: string, sentences: string[], least: number) => {
    const asked = words(claim);
    const all = sentences.map(sentence => {
      const there = words(sentence);
      const found = asked.filter(word => has(there, word, sentence)).length;
      const isCertain = numbers(asked).every(word => has(there, word, sentence));
      return isCertain ? share(found, asked.length, there.length) : 0;
    });
    return take(
      [...all.keys()].filter(i => fits(all[i], least)),
      all,
    );
  };

const supports = compared();

export const supportedAnswers: Answers = {
  right: {
    findIndex: (claim: string, sentences: string[], least: number) => {
      const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
      const asked = wordsOf(claim);
      return sentences.findIndex(sentence => {
        const there = wordsOf(sentence);
        const found = asked.filter(word => there.includes(word));
        const isMissing = asked.some(word => /\d/.test(word) && !there.includes(word));
        return !isMissing && found.length >= least * asked.length;
      });
    },
    'sets, in a loop': (claim: string, sentences: string[], least: number) => {
      const asked: string[] = claim.toLowerCase().match(/[a-z0-9]+/g) ?? [];
      for (const [i, sentence] of sentences.entries()) {
        const there = new Set(sentence.toLowerCase().match(/[a-z0-9]+/g));
        const missing = asked.filter(word => !there.has(word));
        const isMissed = missing.some(word => /\d/.test(word));
        if (!isMissed && asked.length - missing.length >= least * asked.length) return i;
      }
      return -1;
    },
  },
  wrong: {
    'large letters': { answer: compared({ words: text => text.match(/[A-Za-z0-9]+/g) ?? [] }), told: /small letters/ },
    'full stops': { answer: compared({ words: text => text.toLowerCase().split(' ') }), told: /no part of a word/ },
    'parts of words': {
      answer: compared({ has: (_, word, sentence) => sentence.toLowerCase().includes(word) }),
      told: /by itself/,
    },
    'numbers like other words': { answer: compared({ numbers: () => [] }), told: /Numbers may not be missing/ },
    'the share of the sentence': {
      answer: compared({ share: (found, _, there) => found / there }),
      told: /words of the claim/,
    },
    'more than least': { answer: compared({ fits: (value, least) => value > least }), told: /just as much will do/ },
    'the best': {
      answer: compared({ take: (fitting, all) => (fitting.length > 0 ? all.indexOf(Math.max(...all)) : -1) }),
      told: /not the best/,
    },
    'the last': { answer: compared({ take: fitting => fitting.at(-1) ?? -1 }), told: /not the last/ },
    'the nearest, whatever it has': {
      answer: compared({ take: (_, all) => all.indexOf(Math.max(...all)) }),
      told: /not the best/,
    },
    'all sentences as one': {
      answer: (claim: string, sentences: string[], least: number) => supports(claim, [sentences.join(' ')], least),
      told: /One sentence has to say it/,
    },
    'to the letter': {
      answer: (claim: string, sentences: string[]) => sentences.indexOf(claim),
      told: /to the letter/,
    },
    'all the words': {
      answer: (claim: string, sentences: string[]) => supports(claim, sentences, 1),
      told: /all its words/,
    },
    'a word in common': {
      answer: (claim: string, sentences: string[]) => supports(claim, sentences, 1e-9),
      told: /One word in common/,
    },
    'the first where none will do': { answer: compared({ take: fitting => fitting[0] ?? 0 }), told: /if none has/ },
    'whether there is one': { answer: compared({ take: fitting => fitting.length > 0 }), told: /its position/ },
  },
};
