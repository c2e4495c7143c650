import { describe, expect, test } from 'vitest';
import { readExercises } from '../../../tools/grade/cells/exercise-cells';
import { indexOf, slice } from '../../../tools/grade/cells/slice';
import { statementsOf } from '../../../tools/grade/cells/statements';
import { codeCell, notebookOf } from '../notebooks';

/** What runs for the last cell, a statement each, without imports and the hand-in itself. */
function neededBy(...cells: string[]): string[] {
  const index = indexOf(cells.map(statementsOf));
  return slice(index, cells.length - 1)
    .flatMap(({ statements }) => statements.map(({ node, file }) => node.getText(file)))
    .filter(text => !/^import |check\(/.test(text));
}

const IMPORT = "import { tower, trainTowers } from './lib/training/train-towers';";
const TOWERS = 'const [picture, word] = [digitEncoder(network()), textTower()];';
const HAND_IN = "await check('own-encoder', images => picture.embed(images));";

describe('an exercise that needs a training runs it', () => {
  const training = 'await trainTowers({ picture: tower(picture, draw), word: tower(word, drawWord) }, options);';
  const helper = 'const fit = async (one, other) => trainTowers({ one: tower(one, draw), other: tower(other, draw) });';

  test.each([
    ['towers', [IMPORT, TOWERS, training, HAND_IN]],
    ['an encoder', [TOWERS, 'await train(picture, digits, loss);', HAND_IN]],
    ['an encoder of an earlier run', [TOWERS, "const run = await openRun('runs/a', picture);", HAND_IN]],
    ['finished weights', [TOWERS, "await loadFinished('me', 'digits', { picture });", HAND_IN]],
    [
      'in a call that watches it',
      [
        TOWERS,
        `await watchTraining({ name: 'a' }, onStep => trainTowers({ a: tower(picture, draw) }, { onStep }));`,
        HAND_IN,
      ],
    ],
    ['in the cell of the exercise', [TOWERS, `${training}\n${HAND_IN}`]],
    ['in a loop', [TOWERS, 'for (const one of [picture, word]) await train(one, digits, loss);', HAND_IN]],
    ['in a callback', [TOWERS, 'await Promise.all([picture, word].map(one => train(one, digits, loss)));', HAND_IN]],
    ['by a helper', [helper, TOWERS, 'await fit(picture, word);', HAND_IN]],
    [
      'by a helper of a helper',
      [
        helper,
        'async function all({ a, b }) { const both = [a, b]; await fit(...[both[0]], b); }',
        TOWERS,
        'await all({ a: picture, b: word });',
        HAND_IN,
      ],
    ],
    ['by a helper without arguments', [TOWERS, `async function fit() { ${training} }`, 'await fit();', HAND_IN]],
    [
      'by a helper that is handed on',
      [
        TOWERS,
        `const fit = onStep => trainTowers({ a: tower(picture, draw) }, { onStep });`,
        "await watchTraining({ name: 'a' }, fit);",
        HAND_IN,
      ],
    ],
    [
      'that towers were made for before',
      [TOWERS, 'const [a, b] = [tower(picture, draw), tower(word, draw)];', 'await trainTowers({ a, b });', HAND_IN],
    ],
    [
      'that an object of towers was made for before',
      [
        TOWERS,
        'const towers = {};\ntowers.picture = tower(picture, draw);',
        'await trainTowers(towers, options);',
        HAND_IN,
      ],
    ],
    [
      'that a helper made the towers for',
      [
        TOWERS,
        'const wrapped = one => { return tower(one, draw); };',
        'await trainTowers({ a: wrapped(picture) });',
        HAND_IN,
      ],
    ],
    [
      'under another name',
      [
        "import { trainTowers as fit } from './lib/training/train-towers';",
        TOWERS,
        'await fit({ a: tower(picture, draw) });',
        HAND_IN,
      ],
    ],
    [
      'of a whole module',
      [
        "import * as training from './lib/training/train';",
        TOWERS,
        'await training.train(picture, digits, loss);',
        HAND_IN,
      ],
    ],
    [
      'of the encoder that has the network',
      [
        'const picture = network();',
        'const encoder = digitEncoder(picture);',
        'await train(encoder, digits, loss);',
        HAND_IN,
      ],
    ],
  ])('%s', (_, cells) => {
    const written = cells.filter(cell => cell !== HAND_IN && !cell.startsWith('import'));
    const needed = neededBy(...cells).join('\n');
    for (const cell of written) expect(needed).toContain(cell.replace(HAND_IN, '').trim());
  });
});

describe('an exercise does not run a training', () => {
  const others = 'const [a, b] = [textTower(), textTower()];';

  test.each([
    [
      'of other encoders',
      [IMPORT, others, TOWERS, 'await trainTowers({ a: tower(a, draw), b: tower(b, draw) });', HAND_IN],
    ],
    [
      'of others by the same helper',
      [others, TOWERS, 'const fit = one => train(one, digits, loss);', 'await fit(a);', HAND_IN],
    ],
    [
      'for the data that it takes',
      [
        others,
        'const picture = await loadMnist();',
        'await trainTowers({ a: tower(a, drawDigits(picture)) });',
        HAND_IN,
      ],
    ],
    [
      'of what has the same name elsewhere',
      [others, TOWERS, 'const fit = picture => train(picture, digits, loss);', 'await fit(a);', HAND_IN],
    ],
    [
      'by a parameter called train',
      [TOWERS, 'const share = (train, rows) => train(rows);', 'share(rows => rows, picture);', HAND_IN],
    ],
    ['of later cells', [TOWERS, `${HAND_IN}\n`, 'await train(picture, digits, loss);', "await check('other', 1);"]],
  ])('%s', (_, cells) => {
    expect(neededBy(...cells).filter(text => /^await|fit\(|share\(/.test(text))).toEqual([]);
  });

  test.each([500, 1000, 2000, 4000, 8000])('that is nested %s deep, and the notebook is read all the same', depth => {
    const deep = `train(${'['.repeat(depth)}picture${']'.repeat(depth)});`;
    const text = JSON.stringify(notebookOf([deep, TOWERS, HAND_IN].map(cell => codeCell(cell))));
    const { submissions } = readExercises(text, 'a.ipynb', { lines: {}, ids: ['own-encoder'] });
    expect(submissions.map(({ id }) => id)).toEqual(['own-encoder']);
  });
});
