import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds against the rules of WCAG and good practice on a page as it stands: the rule, and the element's markup. */
export async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { faults, passes } = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const result = await axe.run();
    const told = result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
    return { faults: told, passes: result.passes.length };
  });
  if (passes < 10) throw new Error(`axe looked at next to nothing: ${passes} rules apply to the page`);
  return faults;
}
