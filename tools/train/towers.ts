import { loadClips } from '../../lib/data/clips';
import { loadConcepts } from '../../lib/data/concepts';
import { loadPictures, type Pictures, STYLES, type Style, UNSEEN_STYLES } from '../../lib/data/pictures';
import { sha256 } from '../../lib/data/sha256';
import { bothTexts } from '../../lib/encoders/both-texts';
import { sentenceEncoder } from '../../lib/encoders/sentence-tower';
import { startSentences } from '../../lib/encoders/sentences';
import { type TowersName, untrainedTowers } from '../../lib/encoders/towers';
import {
  measureAcrossStyles,
  measureCaptions,
  measureClips,
  measureStyle,
  type PictureAndText,
  type Recall,
} from '../../lib/evaluation/measure-towers';
import { share } from '../../lib/evaluation/share';
import type { PictureAugmentation } from '../../lib/sampling/augment-pictures';
import { drawPictures } from '../../lib/sampling/draw-pictures';
import { drawSentences, drawTexts } from '../../lib/sampling/draw-texts';
import { tower } from '../../lib/training/train-towers';
import type { Recipe, Run } from './recipe';

const UNSEEN_DRAWINGS = UNSEEN_STYLES.filter(style => style !== 'tuxpaint');

interface Settings {
  side: 32 | 48;
  augmentation: PictureAugmentation;
  learningRate: number;
  steps: number;
  /** Styles left out beside the two that every run leaves out. */
  without?: Style[];
  /** Whether the concepts marked heldOut are left out. */
  withoutHeldOut?: boolean;
}

type RunName = TowersName | 'unseen-fluent';
const SETTINGS: Record<RunName, Settings> = {
  towers: { side: 48, augmentation: 'full', learningRate: 3e-3, steps: 800 },
  'unseen-concepts': { side: 48, augmentation: 'full', learningRate: 3e-3, steps: 1000, withoutHeldOut: true },
  'unseen-fluent': {
    side: 32,
    augmentation: 'light',
    learningRate: 5e-3,
    steps: 250,
    without: ['fluent-flat', 'fluent-3d'],
  },
};

/** Pictures and words: an image tower, and two towers of texts that are each compared with it. */
export const towersRecipe =
  (name: RunName): Recipe =>
  async (): Promise<Run> => {
    const { side, augmentation, learningRate, steps } = SETTINGS[name];
    const { concepts, styles, labels, data } = await trainingPictures(name);
    const encoders = untrainedTowers({ side });
    const { image, text, sentence } = encoders;
    const common = {
      options: { labels, data, steps, learningRate },
      about: { augmentation, side, styles: styles.map(({ style }) => style).join(', '), concepts: labels.length },
    };
    const [pictures, texts] = [tower(image, drawPictures(styles, { augmentation })), tower(text, drawTexts(concepts))];
    if (name === 'unseen-fluent') {
      return {
        ...common,
        towers: { image: pictures, text: texts },
        shipped: { image },
        measure: () => measureFluentlessCheckpoint(image),
      };
    }
    const sentences = tower(sentence, await drawSentences(concepts, startSentences()));
    return {
      towers: { image: pictures, text: texts, sentence: sentences },
      options: {
        ...common.options,
        pairs: [
          ['image', 'text'],
          ['image', 'sentence'],
        ],
      },
      about: common.about,
      shipped: { ...encoders },
      measure: () => measureTowersCheckpoint(name, { image, text, sentence: sentenceEncoder(sentence) }),
    };
  };

/** The pictures and concepts that a checkpoint is trained on; `data` identifies them. */
export async function trainingPictures(name: RunName) {
  const { side, without = [], withoutHeldOut = false } = SETTINGS[name];
  const concepts = await loadConcepts();
  const left = new Set<Style>([...UNSEEN_STYLES, ...without]);
  const styles = await loadStyles(
    STYLES.filter(style => !left.has(style)),
    side,
  );
  const drawn = new Set(styles.flatMap(style => Array.from(style.concepts)));
  const labels = concepts
    .map((_, label) => label)
    .filter(label => drawn.has(label) && !(withoutHeldOut && concepts[label].heldOut));
  const data = sha256(
    JSON.stringify([
      styles.map(style => style.fingerprint),
      labels.map(label => [concepts[label].name, concepts[label].tags]),
    ]),
  );
  return { concepts, styles, labels, data };
}

/** What a checkpoint of towers scores; every recall with `chance` beside it. */
export async function measureTowersCheckpoint(
  name: TowersName,
  { image, text, sentence }: PictureAndText & { sentence: PictureAndText['text'] },
): Promise<Record<string, number>> {
  const concepts = await loadConcepts();
  const unseen = new Set(concepts.flatMap(({ heldOut }, label) => (heldOut ? [label] : [])));
  const { side } = SETTINGS[name];
  const { metrics, note } = notes();
  const styles = await loadStyles(UNSEEN_DRAWINGS, side);
  const photographs = await loadPictures('tuxpaint', { side });
  const kinds: [string, PictureAndText['text']][] = [
    ['name', text],
    ['name as a sentence', sentence],
  ];
  if (name === 'unseen-concepts') kinds.push(['name by both', bothTexts(text, sentence)]);
  for (const [kind, texts] of kinds) {
    for (const style of styles) {
      const encoders = { image, text: texts };
      const all = await measureStyle(encoders, concepts, style);
      note(`${kind} to ${style.style}`, all.textToImage);
      note(`${style.style} to ${kind}`, all.imageToText);
      const few = await measureStyle(encoders, concepts, style, { without: style.nearCopies });
      note(`${kind} to ${style.style}, without near-copies`, few.textToImage);
      if (name !== 'unseen-concepts') continue;
      const fresh = await measureStyle(encoders, concepts, style, { among: unseen });
      note(`${kind} to ${style.style}, unseen concepts among themselves`, fresh.textToImage);
      const twins = Array.from(style.concepts, label => Number(concepts[label].twinInTraining));
      const alone = await measureStyle(encoders, concepts, style, { among: unseen, without: twins });
      note(`${kind} to ${style.style}, unseen concepts without a twin in training`, alone.textToImage);
      const seen = new Set(concepts.flatMap((_, label) => (unseen.has(label) ? [] : [label])));
      const most = await measureStyle(encoders, concepts, style, { among: seen });
      note(`${kind} to ${style.style}, seen concepts among themselves`, most.textToImage);
    }
    const caption = kind.replace('name', 'caption');
    note(`${caption} to photograph`, await measureCaptions({ image, text: texts }, photographs));
  }
  const noto = await loadPictures('noto', { side });
  for (const style of [...styles, photographs]) {
    const { embedded, raw } = await measureAcrossStyles(image, style, noto);
    note(`${style.style} to noto`, embedded);
    note(`${style.style} to noto, raw pixels`, raw);
  }
  return metrics;
}

/** What an image tower that saw no Fluent picture makes of clips, which are drawn in that style. */
export async function measureFluentlessCheckpoint(image: PictureAndText['image']): Promise<Record<string, number>> {
  const { side } = SETTINGS['unseen-fluent'];
  const { metrics, note } = notes();
  const clips = await loadClips({ side });
  for (const style of ['noto', 'twemoji'] as const) {
    const scores = await measureClips(image, clips, await loadPictures(style, { side }));
    for (const [kind, recall] of Object.entries(scores)) note(`clip by its ${kind} to ${style}`, recall);
  }
  return metrics;
}

/** Gathers recalls as they stand in a checkpoint. */
export function notes() {
  const metrics: Record<string, number> = {};
  const note = (what: string, { at1, at10, gallery }: Recall) => {
    metrics[`${what}, R@1`] = share(at1);
    metrics[`${what}, R@10`] = share(at10);
    metrics[`${what}, gallery`] = gallery;
  };
  return { metrics, note };
}

const loadStyles = (styles: Style[], side: 32 | 48): Promise<Pictures[]> =>
  Promise.all(styles.map(style => loadPictures(style, { side })));
