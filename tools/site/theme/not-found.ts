import { withBase } from 'vitepress';
import { type FunctionalComponent, h } from 'vue';

/** What stands where there is no page. */
export const NotFound: FunctionalComponent = () =>
  h('main', { class: 'vp-doc not-found' }, [
    h('h1', 'There is no such page'),
    h('p', [
      'It may have another name now: look for it above, or ',
      h('a', { href: withBase('/') }, 'begin anew'),
      '.',
    ]),
  ]);
