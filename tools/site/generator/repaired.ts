import type { UserConfig } from 'vitepress';

type Plugin = NonNullable<NonNullable<UserConfig['vite']>['plugins']>[number];

/** How an entry of the list says that it can be chosen; the link in it shall say so. */
const CHOICE = `:id="'localsearch-item-' + index"
            :aria-selected="selectedIndex === index ? 'true' : 'false'"
            role="option"
          >
            <a`;

/**
 * What VitePress 1.6.4's own parts say to a reader of the screen, where that is wrong: its search calls itself a button around a field,
 * whose label is hidden, has a link in each choice, and names keys that have no role; its outline on a telephone belongs to no part of the
 * page, and does not say whether it is open.
 */
const REPAIRS: Record<string, [wrong: string, right: string][]> = {
  'VPLocalSearchBox.vue': [
    ['role="button"\n', 'role="dialog"\n      aria-modal="true"\n'],
    [`      :aria-owns="results?.length ? 'localsearch-list' : undefined"\n`, ''],
    [
      'aria-expanded="true"\n      aria-haspopup="listbox"\n      aria-labelledby="localsearch-label"',
      ':aria-label="buttonText"',
    ],
    ['aria-labelledby="localsearch-label"', ':aria-label="buttonText"'],
    [
      `:aria-labelledby="results?.length ? 'localsearch-label' : undefined"`,
      `:aria-label="results?.length ? buttonText : undefined"`,
    ],
    [
      'type="search"\n',
      'type="search"\n            role="combobox"\n            :aria-expanded="results?.length > 0"\n',
    ],
    ['<kbd :aria-label', '<kbd role="img" :aria-label'],
    [CHOICE, 'role="presentation"\n          >\n            <a'],
    [`:aria-label="[...p.titles, p.title].join(' > ')"`, CHOICE.slice(0, CHOICE.indexOf('>'))],
  ],
  'VPLocalNavOutlineDropdown.vue': [
    ['ref="main"', 'ref="main"\n    role="navigation"\n    :aria-label="resolveTitle(theme)"'],
    ['<button @click="toggle"', '<button @click="toggle" :aria-expanded="open"'],
  ],
};

/** Puts that right as the site is built. */
export function repairedParts(): Plugin {
  return {
    name: 'course-repaired-parts',
    enforce: 'pre',
    transform(code, id) {
      const repairs = REPAIRS[id.slice(id.lastIndexOf('/') + 1)];
      return repairs?.reduce((source, [wrong, right]) => {
        if (!source.includes(wrong))
          throw new Error(`VitePress' ${id} has no ${wrong} to be repaired; see ${__filename}`);
        return source.replaceAll(wrong, right);
      }, code);
    },
  };
}
