/**
 * The style sheet of embedded charts, in place of vega-embed's own. That one makes a chart's container as wide as what is drawn in it, so
 * that the chart cannot be told how much room it has; here it is as wide as the cell's output, and what is wider scrolls in it. The rest is
 * the menu in the upper right corner, and dark pages, JupyterLab's and the site's: there a chart is turned from dark on light to light on
 * dark, its hues kept and its paper seen through; photographs and drawings in it are turned back (see `IN_COLOUR`).
 */
export const EMBED_STYLE = `
.vega-embed { position: relative; display: block; box-sizing: border-box; max-width: 722px; min-height: 40px; }
.vega-embed.has-actions { padding-right: 38px; }
.vega-embed .chart-wrapper { overflow-x: auto; overflow-y: hidden; }
.vega-embed details:not([open]) > :not(summary) { display: none !important; }
.vega-embed input[type='text'] { box-sizing: border-box; max-width: 100%; }
.vega-embed svg.marks { max-width: 100%; height: auto; }
:is(.dark, [data-jp-theme-light='false']) .vega-embed .marks {
  filter: invert(1) hue-rotate(180deg); mix-blend-mode: screen;
}
:is(.dark, [data-jp-theme-light='false']) .vega-embed .marks [class*='in-colour'] image { filter: invert(1) hue-rotate(180deg); }
.vega-embed summary {
  position: absolute; top: 0; right: 0; z-index: 1000; padding: 6px; line-height: 0; list-style: none; cursor: pointer;
  background: white; color: #1b1e23; border: 1px solid #aaa; border-radius: 999px; opacity: 0.2;
  box-shadow: 1px 1px 3px rgba(0, 0, 0, 0.1);
}
.vega-embed summary::-webkit-details-marker { display: none; }
.vega-embed summary svg { width: 14px; height: 14px; }
.vega-embed:hover summary, .vega-embed:focus-within summary, .vega-embed details[open] summary { opacity: 1; }
.vega-embed .vega-actions {
  position: absolute; top: 35px; right: 0; z-index: 1001; display: flex; flex-direction: column; padding: 8px 0;
  background: white; border: 1px solid #d9d9d9; border-radius: 4px; box-shadow: 0 2px 8px rgba(0, 0, 0, 0.2);
}
.vega-embed .vega-actions a {
  padding: 8px 16px; font: 600 14px sans-serif; white-space: nowrap; color: #434a56; text-decoration: none;
}
.vega-embed .vega-actions a:hover, .vega-embed .vega-actions a:focus { background: #f7f7f9; color: black; }
`;
