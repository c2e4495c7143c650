import { withBase } from 'vitepress';
import { defineComponent, h, onBeforeUnmount, onMounted, ref } from 'vue';

/** How far below the window a chart begins to load. */
const AHEAD = '300px';

/**
 * A chart: its still picture, until it comes into sight and is drawn in its place. Where it cannot be drawn, the picture stays.
 */
export const CourseChart = defineComponent({
  name: 'CourseChart',
  props: {
    /** The specification's address, from the site's root. */
    spec: { type: String, required: true },
    still: { type: String, required: true },
    alt: { type: String, required: true },
    /** Whether there are photographs or drawings in it, which dark pages leave as they are. */
    inColour: Boolean,
    width: String,
    height: String,
  },
  setup(props) {
    const figure = ref<HTMLElement>();
    const place = ref<HTMLElement>();
    const state = ref<'still' | 'drawing' | 'drawn' | 'failed'>('still');
    let observer: IntersectionObserver | undefined;
    let finish: (() => void) | undefined;
    let gone = false;

    async function draw(): Promise<void> {
      state.value = 'drawing';
      try {
        const [{ embedChart }, answer] = await Promise.all([
          import('./embed-chart'),
          fetch(withBase(`/${props.spec}`)),
        ]);
        if (!answer.ok) throw new Error(`${props.spec}: ${answer.status}`);
        const spec = await answer.json();
        if (gone) return;
        finish = await embedChart(place.value!, spec);
        if (gone) finish();
        state.value = 'drawn';
      } catch (error) {
        state.value = 'failed';
        console.error(error);
      }
    }

    onMounted(() => {
      observer = new IntersectionObserver(
        entries => {
          if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
          observer?.disconnect();
          void draw();
        },
        { rootMargin: `${AHEAD} 0px` },
      );
      observer.observe(figure.value!);
    });
    onBeforeUnmount(() => {
      gone = true;
      observer?.disconnect();
      finish?.();
    });

    const still = () =>
      h('img', {
        src: withBase(`/${props.still}`),
        alt: props.alt,
        class: { 'in-colour': props.inColour },
        width: props.width,
        height: props.height,
        loading: 'lazy',
      });
    return () =>
      h('figure', { ref: figure, class: 'course-chart', 'data-state': state.value }, [
        state.value === 'drawn' ? undefined : still(),
        h('div', { ref: place, class: 'drawn' }),
      ]);
  },
});
