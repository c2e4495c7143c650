import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { CourseChart } from './course-chart';
import { useScrollableParts } from './scrollable';
import 'katex/dist/katex.min.css';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('CourseChart', CourseChart);
  },
  setup: useScrollableParts,
} satisfies Theme;
