import { expect, test } from 'vitest';
import { remembered } from '../../lib/search/remembered';

/** A maker that counts how often it was asked for each text. */
function counting(make: (text: string) => string) {
  const asked: string[] = [];
  const once = remembered(async text => {
    asked.push(text);
    return { made: make(text) };
  });
  return { asked, once };
}

test('is made once, also for who asks while it is being made', async () => {
  const { asked, once } = counting(text => text.toUpperCase());
  const [one, other] = await Promise.all([once('lion'), once('lion')]);
  expect(one).toEqual({ made: 'LION' });
  expect([other, await once('lion')]).toEqual([one, one]);
  expect(await once('owl')).toEqual({ made: 'OWL' });
  expect(asked).toEqual(['lion', 'owl']);
});

test('what failed is made anew', async () => {
  let works = false;
  const { asked, once } = counting(text => {
    if (!works) throw new Error('not now');
    return text;
  });
  await expect(once('lion')).rejects.toThrow('not now');
  works = true;
  expect(await once('lion')).toEqual({ made: 'lion' });
  expect(asked).toEqual(['lion', 'lion']);
});

test('the newest are kept, and not all', async () => {
  const { asked, once } = counting(text => text);
  for (let i = 0; i < 60; i++) await once(`${i}`);
  await once('59');
  await once('0');
  expect(asked.filter(text => text === '59')).toHaveLength(1);
  expect(asked.filter(text => text === '0')).toHaveLength(2);
});
