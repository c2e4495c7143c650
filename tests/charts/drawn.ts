import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import type { Chart } from '../../lib/charts/render/chart';

/** What a mark's item may have; vega's types leave it open. */
export interface Item {
  x: number;
  y: number;
  width: number;
  height: number;
  text: string;
  fill: string;
  stroke?: string;
  x2?: number;
  y2?: number;
  shape?: string;
  size?: number;
  path?: string;
  url?: string;
  tooltip?: Record<string, unknown>;
  opacity?: number;
  strokeOpacity?: number;
  strokeDash?: number[];
  datum: Record<string, unknown>;
}

export interface DrawnMark {
  /** The name that the specification gives it, if it does. */
  name?: string;
  /** 'rect', 'symbol', 'line', 'text', 'image' ... */
  type: string;
  items: Item[];
}

export interface Drawn {
  /** What vega-lite and vega had to say: nothing, for a specification without fault. */
  warnings: string[];
  /** Marks of the data, without those of axes, legends and titles; invisible ones are left out. */
  marks: DrawnMark[];
  /** Groups that the specification names; invisible ones are left out. */
  groups: { name: string; items: Item[] }[];
  /** Every text of the chart, those of axes, legends and titles included. */
  texts: string[];
}

/**
 * Draws a chart as JupyterLab does, and tells what came of it.
 * @param sets what the reader has set, one thing after the other: sliders, menus and boxes by their signals' names
 */
export async function drawn(chart: Chart, ...sets: Record<string, unknown>[]): Promise<Drawn> {
  const warnings: string[] = [];
  const logger = recorder(warnings);
  const spec = chart.kind === 'vega' ? (chart.spec as vega.Spec) : compile(chart.spec as TopLevelSpec, { logger }).spec;
  const view = new vega.View(vega.parse(spec), { renderer: 'none', logger });
  await view.runAsync();
  for (const signals of sets) {
    for (const [name, value] of Object.entries(signals)) view.signal(name, value);
    await view.runAsync();
  }
  const seen: Drawn = { warnings, marks: [], groups: [], texts: [] };
  collect((view.scenegraph() as unknown as { root: SceneNode }).root, seen);
  view.finalize();
  return { ...seen, marks: seen.marks.filter(mark => mark.items.length > 0) };
}

/** What signals of a chart that Vega draws are when it is opened. */
export async function signalsOf(chart: Chart, names: string[]): Promise<Record<string, unknown>> {
  const view = new vega.View(vega.parse(chart.spec as vega.Spec), { renderer: 'none' });
  await view.runAsync();
  const values = Object.fromEntries(names.map(name => [name, view.signal(name)]));
  view.finalize();
  return values;
}

/** What a specification takes in a notebook, as Jupyter saves it: every entry of a list on a line of its own. */
export const savedBytes = (chart: Chart) => Buffer.byteLength(JSON.stringify(chart.spec, null, 1));

/** The items of the marks of a name, invisible ones left out. */
export function itemsNamed({ marks }: Drawn, name: string): Item[] {
  return marks.filter(mark => mark.name === name).flatMap(mark => mark.items);
}

/** The groups of a name. */
export function groupsNamed({ groups }: Drawn, name: string): Item[] {
  return groups.filter(group => group.name === name).flatMap(group => group.items);
}

/** The items of all marks of a type. */
export function itemsOf({ marks }: Drawn, type: string): Item[] {
  return marks.filter(mark => mark.type === type).flatMap(mark => mark.items);
}

// vega's types leave the scene graph open.
interface SceneNode {
  name?: string;
  role?: string;
  marktype?: string;
  items?: (SceneNode & Record<string, unknown>)[];
}

function collect(node: SceneNode, seen: Drawn): void {
  const items = node.items ?? [];
  if (node.marktype === 'text') seen.texts.push(...items.map(item => String(item.text)));
  const visible = items.filter(item => item.opacity !== 0 && item.strokeOpacity !== 0) as unknown as Item[];
  if (node.marktype === 'group') {
    if (node.name) seen.groups.push({ name: node.name, items: visible });
  } else if (node.role === 'mark' && node.marktype)
    seen.marks.push({ name: node.name, type: node.marktype, items: visible });
  for (const item of items) collect(item, seen);
}

/** Here is no browser; what is dragged in one ends wherever the button is let go, which the window hears. */
const NO_WINDOW = 'Can not resolve event source: window';

function recorder(warnings: string[]): vega.LoggerInterface {
  const note = (...words: readonly unknown[]) => {
    const said = words.join(' ');
    if (said !== NO_WINDOW) warnings.push(said);
    return logger;
  };
  const logger = {
    level: () => logger,
    error: note,
    warn: note,
    info: () => logger,
    debug: () => logger,
  } as unknown as vega.LoggerInterface; // `level` reads or sets, which no one signature says
  return logger;
}
