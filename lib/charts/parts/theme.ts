import type { Chart } from '../render/chart';
import { withoutObjectMembers } from './object-members';
import { linesOf, ROOM } from './room';
import { PADDING } from './sizes';
import { mark, type Part, signal } from './vega-mark';

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

/** For quantities from none to much, and for quantities on both sides of zero. */
export const SEQUENTIAL = { range: ['#f5f8fc', '#a6cbe6', '#3a87c0', '#08407f'] };
export const DIVERGING = { scheme: 'blueorange', reverse: true };

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

/**
 * Told to whoever embeds a chart: that it is drawn as elements of the page. Where there is less room than it takes it gets smaller, and dark
 * pages leave pictures as they are whose marks are IN_COLOUR. What the pointer drags needs a canvas, where places are pixels.
 */
export const AS_ELEMENTS = { usermeta: { embedOptions: { renderer: 'svg' } } };

/** How the names of marks begin that are pictures in colours of their own; EMBED_OPTIONS know it. */
export const IN_COLOUR = 'in-colour';

/** What is shown of a Vega-Lite specification besides its plots. */
interface TopLevel {
  title?: string | { text: string; subtitle?: string | { expr: string }; [look: string]: unknown };
  params?: object[];
}

/** A Vega-Lite chart in the common look. Its title takes as many lines as it needs; the signal `room` may be used in its expressions. */
export function vegaLiteChart(
  { title, params = [], ...spec }: TopLevel & Record<string, unknown>,
  description: string,
): Chart {
  return {
    kind: 'vega-lite',
    description,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
      description,
      config: CONFIG,
      ...(params.includes(ROOM) ? { params } : { params: [ROOM, ...params], ...AS_ELEMENTS }),
      ...(title && { title: inLines(title) }),
      ...withoutObjectMembers(spec),
    },
  };
}

function inLines(title: NonNullable<TopLevel['title']>): object {
  const { text, subtitle, ...look } = typeof title === 'string' ? { text: title, subtitle: undefined } : title;
  const { fontSize, subtitleFontSize } = CONFIG.title;
  return {
    text: { expr: linesOf(text, fontSize) },
    ...(subtitle && {
      subtitle: typeof subtitle === 'string' ? { expr: linesOf(subtitle, subtitleFontSize) } : subtitle,
    }),
    ...look,
  };
}

/** The same look for Vega, which knows no font for all and no axis by its direction. */
const VEGA_CONFIG = {
  axis: { ...CONFIG.axis, labelFont: FONT, titleFont: FONT },
  title: { ...CONFIG.title, font: FONT, subtitleFont: FONT },
  legend: { ...CONFIG.legend, labelFont: FONT, titleFont: FONT },
  text: { font: FONT, fill: INK, fontSize: 12 },
};

/** Of a fixed title, in pixels: from one line to the next, from the last one to the chart, and above the first. */
const [TITLE_LINE, TITLE_GAP, TITLE_ROOM] = [17, 18, 30];

/**
 * A title at a fixed place: Vega would move its own out of the way of the longest label.
 * @param following whether the chart has the signal `room`: a long title then takes more lines where there is little
 */
export function fixedTitle(title: string | undefined, following = false): Part {
  if (!title) return {};
  const { fontSize, fontWeight } = CONFIG.title;
  const look = { fontSize, fontWeight, lineHeight: TITLE_LINE, fill: INK, x: 0 };
  return {
    signals: following ? [{ name: 'titleLines', update: linesOf(title, fontSize) }] : [],
    marks: [
      mark('text', {
        name: 'heading',
        enter: following ? look : { ...look, text: title, y: -TITLE_GAP },
        update: following ? { text: signal('titleLines'), y: signal(`${-TITLE_GAP} - ${MORE_LINES}`) } : {},
      }),
    ],
  };
}

/** Pixels that a title takes beyond its first line. */
const MORE_LINES = `${TITLE_LINE} * (length(titleLines) - 1)`;

/** The frame of a chart of fixed places, with room for a fixed title. */
export function fixedFrame(title: string | undefined, following = false): object {
  const [around, first] = [{ left: PADDING, right: PADDING, bottom: PADDING }, PADDING + (title ? TITLE_ROOM : 0)];
  const growing = title && following;
  const padding = growing
    ? signal(`merge(${JSON.stringify(around)}, {top: ${first} + ${MORE_LINES}})`)
    : { ...around, top: first };
  return { autosize: 'none', padding };
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
