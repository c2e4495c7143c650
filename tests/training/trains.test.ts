import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { SHARES_WEIGHTS, TRAINS } from '../../lib/training/trains';
import { type Declared, Functions, functionOf, methodsCalledIn } from '../house/functions';

const functions = new Functions();

/** Methods of TensorFlow.js that change weights. */
const CHANGING = ['minimize', 'applyGradients', 'assign', 'setWeights', 'fit', 'fitDataset'];

/** Its running means change whenever a batch goes through a network that is being trained; nothing is trained by it alone. */
const BATCH_NORM = 'encoders/batch-norm.ts';

/** Within a file, and into training/. Elsewhere encoders are built and given finished weights, which nobody has had before. */
const follow = (from: Declared, to: Declared) => from.file === to.file || to.file.startsWith('training/');

const changesWeights = (one: Declared) =>
  functions.reach(one, follow).some(({ node }) => [...methodsCalledIn(node)].some(name => CHANGING.includes(name)));

/** Of the interface itself or of one that extends it, as a parameter. */
function takesLoopOptions({ node, source }: Declared): boolean {
  const known = new Set(['LoopOptions']);
  for (const statement of source.statements) {
    const bases = ts.isInterfaceDeclaration(statement) ? (statement.heritageClauses ?? []) : [];
    if (bases.some(base => /\bLoopOptions\b/.test(base.getText(source)))) {
      known.add((statement as ts.InterfaceDeclaration).name.text);
    }
  }
  return functionOf(node)!.parameters.some(
    ({ type }) => type && [...known].some(name => type.getText(source).includes(name)),
  );
}

const nameOf = ({ file, name }: Declared) => `${name} of ${file}`;

/** Types of what has weights to train, as lib writes them; the weights of `Training` are in its learner. */
const WITH_WEIGHTS = /\b(TrainableEncoder|Weights|Tower|LayersModel|AdamOptimizer|Training)\b/;
const ENCODERS = /\b(Encoder|TrainableEncoder|Tower|LayersModel)\b/;

/** It takes the optimiser's steps faster, and no weights of its own accord. */
const ENGINE = 'engine/';

/** The places of the parameters that have weights. */
const withWeights = ({ node, source }: Declared): number[] =>
  functionOf(node)!.parameters.flatMap(({ type }, i) => (type && WITH_WEIGHTS.test(type.getText(source)) ? [i] : []));

describe('what trains is declared in lib/training/trains.ts', () => {
  const found = functions
    .exports()
    .filter(({ file }) => file !== BATCH_NORM && !file.startsWith(ENGINE))
    .filter(one => takesLoopOptions(one) || changesWeights(one));

  test('every export of lib that runs the training loop or an optimiser, or gives an encoder other weights', () => {
    expect(found.filter(({ name }) => !Object.hasOwn(TRAINS, name)).map(nameOf)).toEqual([]);
  });

  test('and nothing else', () => {
    const names = found.map(({ name }) => name);
    expect(Object.keys(TRAINS).filter(name => !names.includes(name))).toEqual([]);
  });

  test.each(found)('$name: the arguments that have weights', one => {
    expect(TRAINS[one.name as keyof typeof TRAINS]).toEqual(withWeights(one));
  });
});

test('every export of lib that makes an encoder of what has weights is declared there, with the argument', () => {
  const sharing = functions.exports().flatMap(one => {
    const { type } = functionOf(one.node)!;
    const places = type && ENCODERS.test(type.getText(one.source)) ? withWeights(one) : [];
    return places.length > 0 ? [[one.name, places] as const] : [];
  });
  expect(Object.fromEntries(sharing)).toEqual(SHARES_WEIGHTS);
});
