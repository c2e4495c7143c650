import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOST, serveSite } from '../../tools/site/serve';

let folder: string;
let server: Server;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'served-'));
  put('site/index.html', 'first');
  put('site-pages/secret.html', 'beside it');
  server = await serveSite(path.join(folder, 'site'), 0, '/under/');
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function put(file: string, content: string) {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), content);
}

/** What comes for an address to the letter: a browser would resolve its dots. */
const get = (address: string) =>
  new Promise<string>((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const asked = request({ host: HOST, port, path: address }, answer => {
      let body = '';
      answer.on('data', part => (body += part)).on('end', () => resolve(`${answer.statusCode} ${body.trim()}`));
    });
    asked.once('error', reject).end();
  });

test('a site that is built anew while it is served is there', async () => {
  expect(await get('/under/')).toBe('200 first');
  rmSync(path.join(folder, 'site'), { recursive: true });
  put('site/index.html', 'second, and longer');
  put('site/new.html', 'new');
  expect(await get('/under/')).toBe('200 second, and longer');
  expect(await get('/under/new.html')).toBe('200 new');
});

test('what is not there has the page of the site that says so', async () => {
  put('site/404.html', 'a page');
  expect(await get('/under/missing.html')).toBe('404 a page');
});

test.each([
  '/',
  '/under/missing.html',
  '/under/../site-pages/secret.html',
  '/under/%2e%2e/site-pages/secret.html',
  '/under/..%2fsite-pages/secret.html',
])('%s is not', async address => {
  expect(await get(address)).toBe('404 There is no such page.');
});
