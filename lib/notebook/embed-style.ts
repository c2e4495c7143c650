/**
 * The style sheet of embedded charts, in place of vega-embed's own. That one makes a chart's container as wide as what is drawn in it, so
 * that the chart cannot be told how much room it has; here it is as wide as the cell's output, and what is wider scrolls in it. The menu
 * that saves the picture has a button without a name: instead, its links stand below the chart. The rest is for dark pages, JupyterLab's
 * and the site's: there a chart is turned from dark on light to light on dark, its hues kept and its paper seen through; photographs and
 * drawings in it are turned back (see `IN_COLOUR`).
 */
const STYLE = `
.vega-embed { position: relative; display: block; box-sizing: border-box; max-width: 684px; min-height: 40px; }
.vega-embed .chart-wrapper { overflow-x: auto; overflow-y: hidden; }
.vega-embed input[type='text'] { box-sizing: border-box; max-width: 100%; }
.vega-embed svg.marks { max-width: 100%; height: auto; }
:is(.dark, [data-jp-theme-light='false']) .vega-embed .marks {
  filter: invert(1) hue-rotate(180deg); mix-blend-mode: screen;
}
:is(.dark, [data-jp-theme-light='false']) .vega-embed .marks [class*='in-colour'] image { filter: invert(1) hue-rotate(180deg); }
.vega-embed summary { display: none; }
.vega-embed details::details-content { content-visibility: visible; }
.vega-embed .vega-actions { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 0 12px; padding: 2px 12px; }
.vega-embed .vega-actions a { font: 11px/1.6 system-ui, sans-serif; color: #5f6673; }
:is(.dark, [data-jp-theme-light='false']) .vega-embed .vega-actions a { color: #a3aab8; }
`;

/** How charts are embedded, by JupyterLab and by the site: the links below them save the picture, and nothing leaves the page. */
export const EMBED_OPTIONS = {
  actions: { export: true, source: false, compiled: false, editor: false },
  defaultStyle: STYLE,
};
