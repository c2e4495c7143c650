/** Of panels side by side: their sizes in pixels. */
export interface PanelRow {
  /** Of each panel: its plot alone. */
  plot: number;
  /** Left of the first plot and right of the last one, for names and numbers. */
  left: number;
  right: number;
  /** Between two plots side by side, and between two where they stand one below the other. */
  between: number;
  below: number;
}

/** An expression: whether the panels stand one below the other, because the signal `room` is less than they take side by side. */
export function stackedWhen(panels: number, { plot, left, right, between }: PanelRow): string {
  return `room < ${left + panels * plot + (panels - 1) * between + right}`;
}

/**
 * Plots of a Vega-Lite chart side by side or, where there is no room for that, one below the other.
 * @returns the members of the specification that say so
 */
export function panelRow(panels: object[], row: PanelRow): Record<string, unknown> {
  return {
    concat: panels,
    // Vega-Lite hands on what it does not know; Vega takes a signal.
    columns: { signal: `${stackedWhen(panels.length, row)} ? 1 : ${panels.length}` },
    spacing: { column: row.between, row: row.below },
    // Flush: panels and their titles line up whatever their axes need.
    bounds: 'flush',
  };
}
