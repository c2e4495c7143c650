import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pythonOf, ROOT } from '../../tools/course/jupyter';
import { pagesOf, readmeWithLinks, releaseOf, writeArchive } from '../../tools/release/archive';
import { repositoryAt } from '../../tools/repository';

// A machine that has Node and Python alone releases nothing.
const noGit = spawnSync('git', ['--version']).status !== 0;

describe.skipIf(noGit)('a release', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'a course, '));
    put('package.json', JSON.stringify({ name: 'course', version: '1.2.0' }));
    put('CHANGELOG.md', '# Changes\n\n## 1.2.0\n\n## 1.1.0\n');
    put('CITATION.cff', 'cff-version: 1.2.0\nversion: 1.2.0\n');
    put('.gitignore', 'build/\n');
    for (const lesson of ['01-first', '02-second', '03-third']) put(`notebooks/${lesson}.ipynb`, lessonWith('1 + 1'));
    git('init', '-q');
    commit();
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function put(file: string, text: string) {
    const place = path.join(root, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
    return place;
  }
  const lessonWith = (source: string, outputs: unknown[] = []) =>
    JSON.stringify({ cells: [{ cell_type: 'code', metadata: {}, source, outputs }], metadata: {}, nbformat: 4 });

  function git(...args: string[]) {
    const author = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
    const { status, stderr } = spawnSync('git', [...author, ...args], { cwd: root, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
  }
  function commit() {
    git('add', '-A');
    git('commit', '-q', '-m', 'State');
  }

  /** What a ZIP holds, as a program that is not git unpacks it. */
  function unpack(zip: string): Record<string, string> {
    const script = `import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z: print(json.dumps({n: z.read(n).decode() for n in z.namelist() if not n.endswith('/')}))`;
    const { stdout, stderr } = spawnSync(pythonOf(), ['-c', script, zip], { encoding: 'utf8' });
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  }

  test('the ZIP holds what is committed and the pages, in one folder, with its SHA-256 beside it', () => {
    const page = put('build/course/notebooks/01-first.html', '<p>as it ran</p>');
    put('mine.txt', 'not committed');
    const release = releaseOf(root);
    expect(release).toEqual({ name: 'course', version: '1.2.0' });
    const zip = writeArchive(root, path.join(root, 'build', 'release'), release, { pages: [page] });
    expect(path.relative(root, zip)).toBe(path.join('build', 'release', 'course-1.2.0.zip'));
    const files = unpack(zip);
    expect(Object.keys(files).sort()).toEqual(
      [
        '.gitignore',
        'CHANGELOG.md',
        'CITATION.cff',
        ...['01-first', '02-second', '03-third'].map(name => `notebooks/${name}.ipynb`),
        'package.json',
        'pages/01-first.html',
      ].map(name => `course-1.2.0/${name}`),
    );
    expect(files['course-1.2.0/pages/01-first.html']).toBe('<p>as it ran</p>');
    expect(files['course-1.2.0/notebooks/01-first.ipynb']).toBe(lessonWith('1 + 1'));
    const sum = createHash('sha256').update(readFileSync(zip)).digest('hex');
    expect(readFileSync(`${zip}.sha256`, 'utf8')).toBe(`${sum}  course-1.2.0.zip\n`);
  });

  test('without pages it holds what is committed, and a second one takes the place of the first', () => {
    const out = path.join(root, 'build', 'release');
    const first = unpack(writeArchive(root, out, releaseOf(root), { pages: [] }));
    put('LICENSE', 'free');
    commit();
    const second = unpack(writeArchive(root, out, releaseOf(root), { pages: [] }));
    expect(second).toEqual({ ...first, 'course-1.2.0/LICENSE': 'free' });
  });

  test('where the project is known its README leads there, and to the kernels; all else is as it is', () => {
    const readme = '# A course\n\n## Two commands\n\nnpm start\n\n## The lessons\n';
    put('README.md', readme);
    put('datasets/README.md', 'data');
    commit();
    const out = path.join(root, 'build', 'release');
    const plain = unpack(writeArchive(root, out, releaseOf(root), { pages: [] }));
    expect(plain['course-1.2.0/README.md']).toBe(readme);
    const repository = repositoryAt('https://github.com/someone/course');
    const page = put('build/course/notebooks/01-first.html', '<p>as it ran</p>');
    const linked = unpack(writeArchive(root, out, releaseOf(root), { pages: [page], repository }));
    expect(linked).toEqual({
      ...plain,
      'course-1.2.0/pages/01-first.html': '<p>as it ran</p>',
      'course-1.2.0/README.md': `# A course

## Two commands

npm start

[The project](https://github.com/someone/course) · [Open in Codespaces](https://codespaces.new/someone/course) · [Open in Binder](https://mybinder.org/v2/gh/someone/course/HEAD)

## The lessons
`,
    });
  });

  test('a lesson has a page when it ran as it is now', () => {
    for (const [lesson, source] of [
      ['01-first', '1 + 1'],
      ['02-second', '2 + 2'],
    ]) {
      put(`build/course/notebooks/${lesson}.ipynb`, lessonWith(source, [{ output_type: 'stream', text: '2' }]));
      put(`build/course/notebooks/${lesson}.html`, '<p></p>');
    }
    expect(pagesOf(root)).toEqual({
      files: [path.join(root, 'build', 'course', 'notebooks', '01-first.html')],
      missing: [
        { lesson: '02-second', why: 'it has changed since it ran' },
        { lesson: '03-third', why: 'it has not run' },
      ],
    });
  });

  test.each([
    ['CHANGELOG.md', '# Changes\n\n## 1.1.0\n', 'CHANGELOG.md speaks of version 1.1.0, package.json of 1.2.0'],
    ['CHANGELOG.md', '# Changes\n', 'CHANGELOG.md speaks of version (none)'],
    ['CITATION.cff', 'cff-version: 1.2.0\nversion: 1.1.0\n', 'CITATION.cff speaks of version 1.1.0'],
  ])('%s of another version is no release', (file, text, message) => {
    put(file, text);
    commit();
    expect(() => releaseOf(root)).toThrow(message);
  });

  test('nor is a file that differs from what is committed', () => {
    put('notebooks/01-first.ipynb', lessonWith('1 + 2'));
    expect(() => releaseOf(root)).toThrow(/differ from it:\n M notebooks\/01-first\.ipynb$/);
  });
});

test("the course's own README has the place where a release says where the project is", () => {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const address = 'https://github.com/someone/course';
  const linked = readmeWithLinks(readme, repositoryAt(address)!);
  expect(linked.indexOf(address)).toBeGreaterThan(linked.indexOf('npm start'));
  expect(linked.indexOf(address)).toBeLessThan(linked.indexOf('## The lessons'));
  expect(() => readmeWithLinks('# A course\n', repositoryAt(address)!)).toThrow('expected a section "## Two commands"');
});

test("the course's own documents speak of one version", () => {
  const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
  const { version } = JSON.parse(read('package.json'));
  expect(JSON.parse(read('package-lock.json'))).toMatchObject({ version, packages: { '': { version } } });
  expect(/^## (\S+)/m.exec(read('CHANGELOG.md'))?.[1]).toBe(version);
  expect(/^version: (\S+)$/m.exec(read('CITATION.cff'))?.[1]).toBe(version);
});
