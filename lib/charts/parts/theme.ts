import type { Chart } from '../render/chart';
import { withoutObjectMembers } from './object-members';
import { mark, signal } from './vega-mark';

/** Text and lines that carry meaning; contrast on white above 12:1. */
export const INK = '#222733';
/** Axis labels and remarks; contrast on white above 5:1. */
export const MUTED = '#5f6673';
/** Grid lines: there to read values off, not to be looked at. */
export const GRID = '#e7e9ee';
/** What is shown for comparison only. */
export const REFERENCE = '#8a92a0';

/** Ten colours for the ten digits: Paul Tol's "muted" scheme, told apart with any common colour blindness. */
export const DIGIT_COLOURS = [
  '#332288',
  '#88ccee',
  '#44aa99',
  '#117733',
  '#999933',
  '#ddcc77',
  '#cc6677',
  '#882255',
  '#aa4499',
  '#7f7f7f',
];

/** Colours for a few named things (runs, losses), after Okabe and Ito, in order of contrast on white. */
export const SERIES_COLOURS = ['#0072b2', '#d55e00', '#009e73', '#aa4499', '#56b4e9', '#b8860b', '#332288', '#7f7f7f'];

/** A pair of the same class and a pair of different ones, the same colours in every chart. */
export const SAME_COLOUR = SERIES_COLOURS[0];
export const DIFFERENT_COLOUR = SERIES_COLOURS[1];

/**
 * Pixels that a chart may take across, its axes included: a cell's output in JupyterLab on a small laptop, with the file
 * browser open, beside the chart's menu. What is wider gets a scroll bar.
 */
export const PAGE_WIDTH = 660;

/**
 * The same in a window 800 pixels wide, with the file browser closed: for charts that are of one size, and cannot follow the room
 * that they have.
 */
export const FIXED_WIDTH = 574;

/** For quantities from none to much, and for quantities on both sides of zero. */
export const SEQUENTIAL = { range: ['#f5f8fc', '#a6cbe6', '#3a87c0', '#08407f'] };
export const DIVERGING = { scheme: 'blueorange', reverse: true };

/** Around every chart, in pixels. */
export const PADDING = 12;

const FONT = 'system-ui, sans-serif';

/**
 * The look of every chart. The background is white and every colour is said, because JupyterLab's dark theme would
 * otherwise set light letters.
 */
const CONFIG = {
  background: '#ffffff',
  padding: PADDING,
  font: FONT,
  view: { stroke: null },
  title: {
    anchor: 'start',
    color: INK,
    subtitleColor: MUTED,
    fontSize: 14,
    fontWeight: 600,
    subtitleFontSize: 12,
    offset: 12,
  },
  axis: {
    domainColor: '#b6bcc8',
    tickColor: '#b6bcc8',
    gridColor: GRID,
    labelColor: MUTED,
    titleColor: INK,
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: 400,
    titlePadding: 8,
    tickSize: 4,
  },
  axisY: { domain: false, ticks: false, labelPadding: 6 },
  axisX: { grid: false, labelFlush: false },
  legend: {
    labelColor: INK,
    titleColor: INK,
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 400,
    symbolSize: 120,
  },
  header: { labelColor: INK, titleColor: INK, labelFontSize: 13, labelFontWeight: 600, labelAnchor: 'start' },
  text: { color: INK, fontSize: 12 },
  style: { 'guide-label': { fill: MUTED }, 'guide-title': { fill: INK }, 'group-title': { fill: INK } },
  // Readers of the screen get the description, not thousands of marks one by one.
  mark: { aria: false },
};

/** A title as the first sentence of a description. */
export function sentence(title: string): string {
  return /[.!?]$/.test(title) ? title : `${title}.`;
}

/** A Vega-Lite chart in the common look. */
export function vegaLiteChart(spec: object, description: string): Chart {
  return {
    kind: 'vega-lite',
    description,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
      description,
      config: CONFIG,
      ...withoutObjectMembers(spec),
    },
  };
}

/** The same look for Vega, which knows no font for all and no axis by its direction. */
const VEGA_CONFIG = {
  axis: { ...CONFIG.axis, labelFont: FONT, titleFont: FONT },
  title: { ...CONFIG.title, font: FONT, subtitleFont: FONT },
  legend: { ...CONFIG.legend, labelFont: FONT, titleFont: FONT },
  text: { font: FONT, fill: INK, fontSize: 12 },
};

/** A title's width as a share of its height, for each character. */
const TITLE_CHARACTER = 0.56;
const SMALLEST_TITLE = 9;

/**
 * A title at a fixed place: Vega would move its own out of the way of the longest label.
 * @param following whether the chart has the signal `room`: a long title then gets smaller where there is little
 */
export function fixedTitle(title: string | undefined, following = false): object[] {
  if (!title) return [];
  const { fontSize, fontWeight } = CONFIG.title;
  return [
    mark('text', {
      name: 'heading',
      enter: { text: title, x: 0, y: -18, fontWeight, fill: INK },
      update: { fontSize: following ? signal(titleSize(title)) : fontSize },
    }),
  ];
}

/** An expression of the signal `room`: the size of a title's letters. */
export function titleSize(title: string): string {
  return `clamp(room / ${(TITLE_CHARACTER * title.length).toFixed(1)}, ${SMALLEST_TITLE}, ${CONFIG.title.fontSize})`;
}

/** Room for a fixed title. */
export function fixedPadding(title: string | undefined): object {
  return { left: PADDING, right: PADDING, bottom: PADDING, top: title ? 42 : PADDING };
}

/**
 * A Vega chart in the common look: for what Vega-Lite cannot say, such as a chart that moves.
 * @param still a lighter specification for the still picture
 */
export function vegaChart(spec: object, description: string, still?: object): Chart {
  const inTheLook = (own: object) => ({
    $schema: 'https://vega.github.io/schema/vega/v5.json',
    description,
    background: CONFIG.background,
    padding: PADDING,
    config: VEGA_CONFIG,
    ...withoutObjectMembers(own),
  });
  return { kind: 'vega', description, spec: inTheLook(spec), ...(still && { still: inTheLook(still) }) };
}
