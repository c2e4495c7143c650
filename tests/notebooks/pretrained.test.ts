import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ROOT } from '../../tools/course/jupyter';
import { installLibrary, TINY_CLIP } from '../encoders/tiny-clip';
import { notebookText, run, scratch } from './support';

const { folder, file, remove } = scratch();
afterAll(remove);
const problem = await installLibrary();

/** What lesson 6 tells its readers to try, with the tiny CLIP in place of the hub's. */
function fromLesson(): string {
  const { cells } = JSON.parse(readFileSync(path.join(ROOT, 'notebooks', '06-multimodal-search.ipynb'), 'utf8'));
  const texts: string[] = cells.map(({ source }: { source: string[] }) => source.join(''));
  const told = texts.map(text => /```ts\n(import \{ openPretrained \}.*?)```/s.exec(text)?.[1]).find(Boolean)!;
  const asked = "openPretrained('Xenova/clip-vit-base-patch32', { download: true })";
  expect(told).toContain(asked);
  return told
    .replace(asked, `openPretrained(${JSON.stringify(TINY_CLIP)})`)
    .replace('lance:runs/clip', `lance:${path.join(folder, 'index')}`);
}

test.skipIf(problem)('what lesson 6 says of a pretrained CLIP works in the kernel as it is written', async () => {
  const notebook = file(
    'pretrained.ipynb',
    notebookText([
      "import { startEngine } from './lib/engine/index';\nimport { loadCourseItems } from './lib/search/course-items';\nawait startEngine();",
      'const search = { items: new Map((await loadCourseItems()).map(item => [item.id, item])) };',
      [fromLesson(), { prints: ["source: 'tuxpaint'", 'similarity: 0\\.\\d+'] }],
      [
        'await clip.text.embed([]).catch(error => console.log(error.message));',
        { prints: ['texts is an empty array'] },
      ],
      'clip.dispose();',
    ]),
  );
  const result = await run(folder, notebook, { timeoutSeconds: 120 });
  expect(result.cells.filter(({ problems }) => problems.length > 0)).toEqual([]);
});
