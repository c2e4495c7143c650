import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../lib/engine/seeds';
import { dealCards, dealRows } from '../../lib/search/cards-first';

/** 'lion1 lion2 owl1' as items: what stands before the number is the concept, '?' that nobody knows it. */
const items = (text: string) =>
  text
    .split(' ')
    .filter(Boolean)
    .map(id => ({ id, label: id.startsWith('?') ? '' : id.replace(/\d+$/, '') }));
const ids = (found: { id: string }[]) => found.map(({ id }) => id).join(' ');
const concepts = (found: { id: string; label: string }[]) => found.map(({ id, label }) => label || id);

describe('dealCards', () => {
  test('puts the best of each concept first, and keeps the order of both parts', () => {
    expect(ids(dealCards(items('lion1 lion2 owl1 lion3 cat1 owl2'), 6))).toBe('lion1 owl1 cat1 lion2 lion3 owl2');
  });

  test('what nobody knows stands for itself', () => {
    expect(ids(dealCards(items('?1 lion1 ?2 lion2 ?3'), 5))).toBe('?1 lion1 ?2 ?3 lion2');
    expect(dealCards([], 3)).toEqual([]);
  });

  test('half of many are concepts, in their order, and the others show the same ones', () => {
    const found = items(Array.from({ length: 60 }, (_, i) => `c${i}_1 c${i}_2 c${i}_3`).join(' ')).map(item => ({
      ...item,
      label: item.id.split('_')[0],
    }));
    const dealt = dealCards(found, 40);
    expect(dealt).toHaveLength(40);
    expect(concepts(dealt.slice(0, 20))).toEqual(Array.from({ length: 20 }, (_, i) => `c${i}`));
    expect(ids(dealt.slice(20, 24))).toBe('c0_2 c0_3 c1_2 c1_3');
    expect(new Set(concepts(dealt)).size).toBe(20);
  });

  test('five of ten drawings of one lion do not hide what else there is', () => {
    const found = items('lion1 lion2 lion3 lion4 lion5 lion6 lion7 owl1 cat1 fox1 bee1 cow1');
    expect(ids(dealCards(found, 5))).toBe('lion1 owl1 cat1 fox1 bee1');
    expect(ids(dealCards(found, 9))).toBe('lion1 owl1 cat1 fox1 bee1 cow1 lion2 lion3 lion4');
  });

  test('gives all that there is where it is asked for more', () => {
    expect(ids(dealCards(items('lion1 lion2 owl1'), 100))).toBe('lion1 owl1 lion2');
  });
});

describe('dealRows', () => {
  test('each list has its share, also one whose items are never the nearest', () => {
    const pictures = items(Array.from({ length: 50 }, (_, i) => `picture${i}x`).join(' ')).map(one => ({
      ...one,
      label: one.id,
    }));
    const sounds = items('lion1 lion2 owl1');
    const dealt = dealRows(pictures, [pictures, sounds, []], 20);
    expect(dealt).toHaveLength(20);
    expect(dealt.filter(({ id }) => /lion|owl/.test(id))).toHaveLength(3);
    expect(dealt.slice(0, 10)).toEqual(pictures.slice(0, 10));
  });

  test('whatever the lists are: k of them, each once, ten concepts of all first, no concept twice before all have come', () => {
    const random = seededRandom('rows');
    for (let round = 0; round < 300; round++) {
      const all = Array.from({ length: 1 + random.integer(120) }, (_, i) => ({
        id: `${i}`,
        label: random.next() < 0.1 ? '' : `concept ${random.integer(1 + random.integer(30))}`,
        row: random.integer(4),
      }));
      const lists = [0, 1, 2, 3].map(row => all.filter(item => item.row === row));
      const k = 1 + random.integer(130);
      const dealt = dealRows(all, lists, k);
      expect(dealt).toHaveLength(Math.min(k, all.length));
      expect(new Set(dealt).size).toBe(dealt.length);
      const shown = concepts(dealt);
      const different = new Set(shown).size;
      expect(new Set(shown.slice(0, different)).size).toBe(different);
      const nearest = [...new Set(concepts(all))].slice(0, Math.min(10, k));
      expect(shown.slice(0, nearest.length)).toEqual(nearest);
    }
  });
});
