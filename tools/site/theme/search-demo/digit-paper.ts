import { defineComponent, h, onMounted, ref, shallowRef } from 'vue';
import {
  CANVAS,
  clearPaper,
  drawLine,
  PEN_AT_FIRST,
  type Pen,
  type Point,
  penAfter,
  pointOf,
} from '../../../search/page/pen';

/** Paper to draw a digit on, with a pointer or with the arrow keys, as on the page of `npm run search`. */
export const DigitPaper = defineComponent({
  name: 'DigitPaper',
  emits: { drawn: (_drawing: ImageData) => true },
  setup(_, { emit }) {
    const canvas = ref<HTMLCanvasElement>();
    const empty = ref(true);
    const pen = shallowRef<Pen>();
    let stroke: Point | undefined;

    const clear = () => {
      clearPaper(canvas.value!);
      empty.value = true;
      if (pen.value) pen.value = PEN_AT_FIRST;
    };
    const draw = (from: Point, to: Point) => {
      drawLine(canvas.value!, from, to);
      empty.value = false;
    };
    const find = () => {
      if (!empty.value) emit('drawn', canvas.value!.getContext('2d')!.getImageData(0, 0, CANVAS, CANVAS));
    };
    const onKeydown = (event: KeyboardEvent) => {
      const moved = penAfter(event.key, pen.value ?? PEN_AT_FIRST, draw);
      if (moved) pen.value = moved;
      else if (event.key === 'Enter') find();
      else if (event.key === 'Escape') clear();
      else return;
      event.preventDefault();
    };
    const onPointerdown = (event: PointerEvent & { currentTarget: HTMLCanvasElement }) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      pen.value = undefined;
      stroke = pointOf(event);
      draw(stroke, stroke);
    };
    const onPointermove = (event: PointerEvent & { currentTarget: HTMLCanvasElement }) => {
      if (!stroke) return;
      const to = pointOf(event);
      draw(stroke, to);
      stroke = to;
    };
    const onPointerup = () => {
      stroke = undefined;
    };
    const onFocus = (event: FocusEvent) => {
      if ((event.currentTarget as HTMLElement).matches(':focus-visible')) pen.value ??= PEN_AT_FIRST;
    };
    onMounted(clear);

    const paper = () =>
      h('canvas', {
        ref: canvas,
        width: CANVAS,
        height: CANVAS,
        tabindex: 0,
        role: 'application',
        'aria-label': 'Draw a digit',
        'aria-describedby': 'demo-pen',
        ...{ onKeydown, onPointerdown, onPointermove, onPointerup, onPointercancel: onPointerup, onFocus },
        onBlur: () => {
          pen.value = undefined;
        },
      });
    const tip = () =>
      pen.value &&
      h('svg', { class: 'pen', viewBox: `0 0 ${CANVAS} ${CANVAS}`, 'aria-hidden': 'true' }, [
        h('circle', { class: pen.value.down ? 'down' : '', cx: pen.value.x, cy: pen.value.y, r: 11 }),
      ]);
    return () => [
      h('div', { class: 'paper' }, [paper(), tip()]),
      h(
        'p',
        { id: 'demo-pen', class: 'hint' },
        'With the keyboard: arrows move the pen, Space puts it down and lifts it, Enter searches, Escape clears.',
      ),
      h('div', { class: 'row' }, [
        h('button', { type: 'button', disabled: empty.value, onClick: find }, 'Find the digit'),
        h('button', { type: 'button', disabled: empty.value, onClick: clear }, 'Clear'),
      ]),
    ];
  },
});
