import { createRequire } from 'node:module';
import { expect, test } from 'vitest';

const require = createRequire(__filename);
const { Displays } = require('../../tools/kernel/displays.cjs') as typeof import('../../tools/kernel/displays.cjs');

const bar = (done: number) => ({ data: { 'text/plain': `${done} of 9` }, transient: { display_id: 'bar' } });
const curve = { data: { 'text/plain': 'a curve' }, transient: { display_id: 'curve' } };

/** What a page is shown that asks for a cell meanwhile. */
function shownTo(session: string, displays: InstanceType<typeof Displays>): [string, object][] {
  const sent: [string, object][] = [];
  displays.showIn(session, (type, content) => sent.push([type, content]));
  return sent;
}

test('another page is shown each display as it is now, in order and under its id', () => {
  const displays = new Displays('first');
  displays.keep(bar(1));
  displays.keep(curve);
  displays.keep(bar(5));
  displays.keep({ data: { 'text/plain': 'shown once, and never changed' } } as object);
  expect(shownTo('second', displays)).toEqual([
    ['display_data', bar(5)],
    ['display_data', curve],
  ]);
});

test('the page that started the cell sees it there already', () => {
  const displays = new Displays('first');
  displays.keep(bar(1));
  expect(shownTo('first', displays)).toEqual([]);
});
