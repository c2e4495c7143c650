import { useRoute } from 'vitepress';
import { nextTick, onBeforeUnmount, onMounted, watch } from 'vue';

/** What scrolls sideways where it is wider than the page. */
const WIDE = '.vp-doc table, .vp-doc .output, .vp-doc .katex-display';

/** Whatever scrolls can be reached, and scrolled, by the keyboard; what has room is no stop on the way. */
export function reachByKeyboard(part: HTMLElement): void {
  if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
  else part.removeAttribute('tabindex');
}

/** Keeps to that on every page, whatever the width of the window. */
export function useScrollableParts(): void {
  const route = useRoute();
  let observer: ResizeObserver | undefined;
  const observe = () => {
    observer?.disconnect();
    for (const part of document.querySelectorAll<HTMLElement>(WIDE)) observer?.observe(part);
  };
  onMounted(() => {
    observer = new ResizeObserver(entries => {
      for (const { target } of entries) reachByKeyboard(target as HTMLElement);
    });
    observe();
  });
  watch(
    () => route.path,
    () => void nextTick(observe),
  );
  onBeforeUnmount(() => observer?.disconnect());
}
