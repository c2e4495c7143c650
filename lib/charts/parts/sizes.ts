/**
 * Pixels that a chart may take across, its axes included: a cell's output in JupyterLab on a small laptop, with the file
 * browser open. What is wider gets a scroll bar.
 */
export const PAGE_WIDTH = 660;

/**
 * The same in a window 800 pixels wide, with the file browser closed: for charts that are of one size, and cannot follow the room
 * that they have.
 */
export const FIXED_WIDTH = 574;

/** Around every chart, in pixels. */
export const PADDING = 12;

/** Of all that a chart shows side by side, in pixels, where there is room. */
export const ROW_WIDTH = PAGE_WIDTH - 2 * PADDING;
