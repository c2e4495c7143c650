import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../../../lib/engine/seeds';
import { indexItems } from '../../../lib/search/index-items';
import { openStore } from '../../../lib/search/open-store';
import { rounds } from '../../long';
import { ENCODER, ITEMS, vectorsOf } from './killed-items';

const MOMENTS = rounds(8, 20);

/** Kills a process that indexes, at random moments, and looks at what it has left. */
export function testKills(name: string, freshAddress: () => string): void {
  describe(`${name}: a process that indexes is killed`, () => {
    const opened: { close(): Promise<void> }[] = [];
    let milliseconds: number;
    beforeAll(async () => {
      const whole = await indexing(freshAddress());
      expect(whole.finished).toBe(true);
      milliseconds = whole.milliseconds;
    });
    afterAll(() => Promise.all(opened.map(store => store.close())));

    const random = seededRandom('moments of indexing');
    test.each(Array.from({ length: MOMENTS }, (_, moment) => ({ moment, share: random.next() })))(
      'at moment $moment: what was acknowledged is there once, and indexing goes on from there',
      async ({ share }) => {
        const address = freshAddress();
        const { acknowledged } = await indexing(address, share * milliseconds);
        const store = await openStore(address, ENCODER);
        opened.push(store);
        const ids = (await store.list()).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.length).toBeGreaterThanOrEqual(acknowledged);
        expect(await store.count()).toBe(ids.length);
        const kept = ITEMS.slice(0, acknowledged);
        const byPlace = new Map(ITEMS.map(({ id }, i) => [id, i]));
        const found = await store.get(kept.map(({ id }) => id));
        expect(found.sort((a, b) => byPlace.get(a.id)! - byPlace.get(b.id)!)).toEqual(kept);

        const rest = await indexItems(store, ITEMS, { embed: vectorsOf });
        expect(rest).toMatchObject({ unchanged: ids.length, embedded: ITEMS.length - ids.length });
        expect((await store.list()).map(({ id }) => id).sort()).toEqual([...byPlace.keys()].sort());
      },
    );
  });
}

/** Runs a process that indexes, to its end or until it is killed so many milliseconds after it has opened the store. */
async function indexing(
  address: string,
  killAfter?: number,
): Promise<{ acknowledged: number; finished: boolean; milliseconds: number }> {
  const script = join(__dirname, 'index-until-killed.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, address], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let began = 0;
  child.stdout.setEncoding('utf8').on('data', text => {
    output += text;
    if (began) return;
    began = performance.now();
    if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
  });
  await new Promise(resolve => child.once('close', resolve));
  const lines = output.trim().split('\n');
  const counts = lines.map(Number).filter(Number.isFinite);
  return {
    acknowledged: Math.max(0, ...counts),
    finished: lines.at(-1) === 'finished',
    milliseconds: performance.now() - began,
  };
}
