/** The styles that no encoder is trained on: two that are drawn, and photographs. */
export const HELD_OUT_STYLES = ['twemoji', 'openmoji', 'tuxpaint'];
