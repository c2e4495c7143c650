import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { here, projectIn, type Running } from './project';

// As a codespace of GitHub's forwards a port: under a name of its own, which the browser sends as the origin.
const NAME = 'solid-umbrella';
const DOMAIN = 'app.github.dev';

describe.skipIf(process.platform === 'win32')('npm start in a codespace', () => {
  let lab: Running;
  let url: URL;
  let port: string;
  beforeAll(async () => {
    const env = { CODESPACE_NAME: NAME, GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN: DOMAIN };
    lab = projectIn(here).start(['tools/start.cjs', '--no-browser'], { env });
    const [, address] = await lab.says(/JupyterLab is ready: (\S+)/);
    url = new URL(address);
    port = new RegExp(`^${NAME}-(\\d+)\\.${DOMAIN}$`).exec(url.hostname)?.[1] ?? '';
  });
  afterAll(async () => {
    lab?.child.kill('SIGTERM');
    await lab?.ended;
  });

  const ask = (method: string, path: string, headers: Record<string, string>) =>
    new Promise<{ status: number; cookies: string[] }>((resolve, reject) => {
      const options = { host: '127.0.0.1', port, path, method, headers };
      request(options, response => {
        response.resume();
        resolve({ status: response.statusCode ?? 0, cookies: response.headers['set-cookie'] ?? [] });
      })
        .on('error', reject)
        .end();
    });

  it('the address is the forwarded one, and the page answers under it and as localhost', async () => {
    expect(port).not.toBe('');
    expect(url.origin).toBe(`https://${NAME}-${port}.${DOMAIN}`);
    for (const host of [url.host, `localhost:${port}`]) {
      expect(await ask('GET', `${url.pathname}${url.search}`, { Host: host })).toMatchObject({ status: 200 });
    }
    expect(await ask('GET', url.pathname, { Host: 'elsewhere.example' })).toMatchObject({ status: 403 });
  });

  it('a page of that origin may ask for something to be done, and one of another may not', async () => {
    const { cookies } = await ask('GET', `${url.pathname}${url.search}`, { Host: `localhost:${port}` });
    const cookie = cookies.map(one => one.split(';')[0]).join('; ');
    const xsrf = /_xsrf=([^;]+)/.exec(cookie)?.[1] ?? '';
    const post = (origin: string) =>
      ask('POST', '/api/terminals', {
        ...{ Host: `localhost:${port}`, Origin: origin, Cookie: cookie },
        'X-XSRFToken': xsrf,
      });
    expect(await post(url.origin)).toMatchObject({ status: 200 });
    expect(await post('https://elsewhere.example')).toMatchObject({ status: 404 });
  });
});
