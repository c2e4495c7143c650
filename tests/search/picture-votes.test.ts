import { describe, expect, test } from 'vitest';
import { fitsPicture, type Votes, voteOn } from '../../lib/search/picture-votes';

const votes = (cosines: Record<string, number>): Votes => new Map(Object.entries(cosines));
const NAMES = votes({ lion: 0.6, cat: 0.55, sun: 0.1 });
const PHOTOGRAPHS = votes({ cat: 0.9, dog: 0.5 });
const DRAWINGS = votes({ sun: 0.95, lion: 0.4 });
const ALL = { name: NAMES, photograph: PHOTOGRAPHS, drawing: DRAWINGS };
const SEEN = { drawings: DRAWINGS, blank: 0 };

describe('names, photographs and drawings vote on what a picture shows', () => {
  test('all shares together are 1, the largest first', () => {
    for (const likely of [0, 0.3, 1]) {
      const voted = voteOn(ALL, likely);
      expect(voted.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
      expect(voted.map(({ share }) => share)).toEqual([...voted.map(({ share }) => share)].sort((a, b) => b - a));
    }
  });

  test('of a photograph drawings say nothing, of a drawing nothing else does', () => {
    expect(voteOn(ALL, 1)[0]).toMatchObject({ concept: 'cat', voice: 'photograph' });
    expect(voteOn(ALL, 1).find(({ concept }) => concept === 'sun')!.share).toBeLessThan(0.01);
    expect(voteOn(ALL, 0)[0]).toMatchObject({ concept: 'sun', voice: 'drawing' });
    expect(voteOn(ALL, 0).find(({ concept }) => concept === 'cat')!.share).toBe(0);
  });

  test('of a picture that may be either both are heard', () => {
    const [first, second] = voteOn(ALL, 0.5);
    expect(new Set([first.concept, second.concept])).toEqual(new Set(['sun', 'cat']));
  });

  test('the voice that is named is the one that said most', () => {
    const voted = voteOn({ name: NAMES, photograph: votes({ dog: 0.9 }), drawing: votes({}) }, 1);
    expect(voted.find(({ concept }) => concept === 'lion')!.voice).toBe('name');
    expect(voted.find(({ concept }) => concept === 'dog')!.voice).toBe('photograph');
  });

  test('one that has nothing to say does not spoil the others', () => {
    const voted = voteOn({ name: NAMES, photograph: votes({}), drawing: votes({}) }, 1);
    expect(voted[0].concept).toBe('lion');
    expect(voted.every(({ share }) => share >= 0 && share <= 1)).toBe(true);
  });
});

describe('nothing fits', () => {
  test('a photograph on whose concepts the votes are spread', () => {
    const spread = votes(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`concept ${i}`, 0.3])));
    const none = { name: spread, photograph: spread, drawing: DRAWINGS };
    expect(fitsPicture({ ...SEEN, voted: voteOn(none, 1) }, 1)).toBe(false);
    expect(fitsPicture({ ...SEEN, voted: voteOn(ALL, 1) }, 1)).toBe(true);
    expect(fitsPicture({ ...SEEN, voted: voteOn(ALL, 1), blank: 0.9 }, 1)).toBe(false);
  });

  test('a drawing that is near to none', () => {
    expect(fitsPicture({ ...SEEN, voted: voteOn(ALL, 0), blank: 0.9 }, 0)).toBe(true);
    expect(fitsPicture({ ...SEEN, voted: voteOn(ALL, 0), drawings: votes({ sun: 0.3, lion: 0.2 }) }, 0)).toBe(false);
  });
});
