import { describe, expect, test } from 'vitest';
import { addressOf, readAddress } from '../../tools/search/page/address';

const CONCEPTS = { among: 'concepts' as const };

describe('the address of a question', () => {
  test.each([
    [{ words: 'lion' }, CONCEPTS, '?words=lion'],
    [
      { words: 'a & b = 100%?' },
      { ...CONCEPTS, modality: 'image' as const },
      '?words=a+%26+b+%3D+100%25%3F&modality=image',
    ],
    [{ words: '🦁 лев' }, { among: 'digits' as const, modality: 'audio' as const, source: 'mnist' }, undefined],
    [{ like: 'noto/186' }, { ...CONCEPTS, source: "noto' OR 1" }, undefined],
    [undefined, { among: 'folder' as const }, '?among=folder'],
    [undefined, CONCEPTS, ''],
  ])('%j %j is read as it was written', (query, filters, written) => {
    const address = addressOf(query, filters);
    if (written !== undefined) expect(address).toBe(written);
    expect(readAddress(address)).toEqual({ ...(query && { query }), filters });
  });

  test('of a file it keeps what it was called', () => {
    const shown = { kind: 'picture' as const, address: 'blob:x', name: 'my cat & I.jpg' };
    const address = addressOf({ files: [], shown }, CONCEPTS);
    expect(readAddress(address)).toEqual({ query: { file: 'my cat & I.jpg' }, filters: CONCEPTS });
  });
});

test('what is asked about an item or a file goes with it, and with nothing else', () => {
  const address = addressOf({ like: 'noto/186' }, CONCEPTS, 'what does it eat?');
  expect(address).toBe('?like=noto%2F186&about=what+does+it+eat%3F');
  expect(readAddress(address)).toEqual({ query: { like: 'noto/186' }, filters: CONCEPTS, about: 'what does it eat?' });
  expect(readAddress('?file=cat.jpg&about=what')).toEqual({
    query: { file: 'cat.jpg' },
    filters: CONCEPTS,
    about: 'what',
  });
  expect(readAddress('?words=lion&about=what')).toEqual({ query: { words: 'lion' }, filters: CONCEPTS });
});

test.each([
  '?words=',
  '?words=%20&like=',
  '?modality=smell&among=everything&source=',
  '?k=3',
  '?__proto__=1',
  '?words=%E0%A4%A',
])('what makes no sense is left out: %s', search => {
  const { query, filters } = readAddress(search);
  expect(filters).toEqual(CONCEPTS);
  expect(query === undefined || 'words' in query).toBe(true);
});
