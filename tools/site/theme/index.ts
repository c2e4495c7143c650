import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { h } from 'vue';
import { CourseChart } from './course-chart';
import { NotFound } from './not-found';
import { useScrollableParts } from './scrollable';
import { SearchDemo } from './search-demo/search-demo';
import 'katex/dist/katex.min.css';
import './style.css';

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { 'not-found': () => h(NotFound) }),
  enhanceApp({ app }) {
    app.component('CourseChart', CourseChart);
    app.component('SearchDemo', SearchDemo);
  },
  setup: useScrollableParts,
} satisfies Theme;
