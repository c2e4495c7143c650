import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPage } from '../../tools/search/build-page';

const ROOT = path.resolve(__dirname, '..', '..');

let temporary: string;
beforeAll(() => {
  temporary = mkdtempSync(path.join(tmpdir(), 'page-'));
});
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** The page's sources in a folder of another name, with the packages that they ask for. */
function copied(name: string): string {
  const project = path.join(temporary, name, 'project');
  const page = path.join(project, 'tools', 'search', 'page');
  mkdirSync(page, { recursive: true });
  cpSync(path.join(ROOT, 'tools', 'search', 'page'), page, { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(project, 'node_modules'), 'junction');
  return page;
}

/** Names that Windows does not allow are left to the others. */
const NAMES = [
  'plain',
  'Kurs für C#',
  '100% (100%25)',
  "it's [1] {2}",
  'дом 日本語',
  ...(process.platform === 'win32' ? [] : ['what? "this" #1 * \\']),
];

test.each(NAMES)('the page is built in a folder called %s', async name => {
  const files = await buildPage(copied(name));
  const [html, ...assets] = files;
  expect(html!.address).toBe('/');
  expect(assets.map(file => file.type.split(';')[0]).sort()).toEqual(['image/svg+xml', 'text/css', 'text/javascript']);
  const text = html!.bytes.toString();
  for (const { address, bytes } of assets) {
    expect(text).toContain(`"${address}"`);
    expect(address).toMatch(/^\/assets\/[\w-]+\.\w+$/);
    expect(bytes.length).toBeGreaterThan(100);
  }
  expect(text).not.toContain('./');
  const script = assets.find(file => file.type.startsWith('text/javascript'))!.bytes.toString();
  expect(script).toContain('/api/search');
  expect(script).not.toMatch(/\bfrom ?["']preact/);
});
