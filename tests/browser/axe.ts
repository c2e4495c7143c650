import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe-core finds against the rules of WCAG and good practice on a page as it stands: the rule, and the element's markup.
 * @param within selects the parts to look at; by default the whole page
 */
export async function axeFaults(page: Page, within?: string): Promise<string[]> {
  await page.evaluate(AXE);
  const { faults, passes } = await page.evaluate(async selector => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const result = await (selector ? axe.run({ include: [[selector]] }) : axe.run());
    const told = result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
    return { faults: told, passes: result.passes.length };
  }, within);
  if (passes < 10) throw new Error(`axe looked at next to nothing: ${passes} rules apply to the page`);
  return faults;
}
