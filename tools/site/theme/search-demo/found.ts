import { withBase } from 'vitepress';
import { type FunctionalComponent, h } from 'vue';
import type { DemoAnswer, DemoHit } from '../../demo/browser/messages';
import type { PicturePlace } from '../../demo/store-file';

const REASONS: Record<DemoHit['reason'], string> = {
  name: 'its name',
  looks: 'looks like it',
  sounds: 'sounds like it',
  caption: 'its caption',
  words: 'what it says',
};

/** What was found for a question. */
export const Found: FunctionalComponent<{ answer: DemoAnswer }> = ({ answer }) => [
  h('p', { class: { nothing: answer.nothing } }, summary(answer)),
  answer.sentence &&
    h(
      'p',
      { class: 'hint' },
      'That is no name here, so this page counts its words alone. On your own machine a model of sentences reads it.',
    ),
  answer.hits.length > 0 &&
    h(
      'ul',
      { class: 'hits' },
      answer.hits.map(hit => h(Hit, { key: hit.id, hit, measured: !answer.sentence })),
    ),
];
Found.props = ['answer'];

function summary({ hits, asked, nothing }: DemoAnswer): string {
  if (hits.length === 0) return `Nothing here fits ${asked}.`;
  if (nothing) return `Nothing here seems to fit ${asked}. What is nearest to it is far off:`;
  return `${hits.length} pictures for ${asked}, the nearest first.`;
}

/** One picture. @param measured whether its similarity says anything */
const Hit: FunctionalComponent<{ hit: DemoHit; measured: boolean }> = ({ hit, measured }) => {
  const { title, source, unseen, concept, similarity, reason, picture } = hit;
  return h('li', { 'data-id': hit.id }, [
    h('div', { class: 'picture' }, [
      h('img', { src: withBase(`/demo/${picture.file}`), alt: title, style: cutOut(picture) }),
    ]),
    h('p', { class: 'concept' }, concept),
    h('p', measured ? `${REASONS[reason]}, ${similarity.toFixed(2)}` : REASONS[reason]),
    h('p', [source, unseen && h('abbr', { title: 'No encoder was trained on it' }, ' · unseen')]),
  ]);
};
Hit.props = ['hit', 'measured'];

/** Of pictures that are in one file, the file is laid under the window so that one is seen. */
function cutOut({ columns, rows, at }: PicturePlace) {
  if (columns * rows === 1) return { width: '100%', height: '100%', objectFit: 'contain' as const };
  return {
    ...{ width: `${100 * columns}%`, height: `${100 * rows}%` },
    ...{ left: `${-100 * (at % columns)}%`, top: `${-100 * Math.floor(at / columns)}%` },
  };
}
