import vm from 'node:vm';
import { describe, expect, test } from 'vitest';
import { BASE, relativePage, relativeScript, relativeStyle } from '../../tools/site/relative';

/** What a script gives whose site lies in this folder. */
const run = (code: string) => vm.runInNewContext(relativeScript(code, 'a.js'), { courseBase: '/some/where/' });

describe('a script of the site', () => {
  test('finds the folder in texts of every kind when it runs', () => {
    expect(run(`"${BASE}" + 'x'`)).toBe('/some/where/x');
    expect(run(`const page = 'b'; \`${BASE}\${page}.html of ${BASE}\``)).toBe('/some/where/b.html of /some/where/');
    expect(run(`JSON.parse('{"base":"${BASE}","to":["${BASE}a.html#b"]}').to[0]`)).toBe('/some/where/a.html#b');
    expect(run(`(e => "${BASE}" + e)("lazy.js")`)).toBe('/some/where/lazy.js');
  });

  test('is left as it is where it does not name the folder', () => {
    const code = 'const a = `b` + "/elsewhere/";';
    expect(relativeScript(code, 'a.js')).toBe(code);
  });

  test('is refused where the folder is named in an import, which takes no expression', () => {
    expect(() => relativeScript(`import "${BASE}a.js";`, 'a.js')).toThrow(`a.js names ${BASE}`);
    expect(() => relativeScript(`({ "${BASE}": 1 })`, 'a.js')).toThrow(`a.js names ${BASE}`);
  });
});

test('a page finds the folder from where it is, a style sheet from its own', () => {
  expect(relativePage(`<a href="${BASE}b.html"><img src="${BASE}c.png">`)).toBe(
    '<a href="./b.html"><img src="./c.png">',
  );
  expect(relativeStyle(`url(${BASE}assets/a.woff2)`, 'assets/style.css')).toBe('url(../assets/a.woff2)');
  expect(relativeStyle(`url(${BASE}a.svg)`, 'vp-icons.css')).toBe('url(./a.svg)');
});
