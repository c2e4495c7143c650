/** What an encoding takes: a plain value, or what Vega calls a value reference: `{ field }`, `{ scale, … }`, `{ signal }`. */
type Channel = string | number | boolean | null | number[] | object;
type Channels = Record<string, Channel | undefined>;

export interface MarkOptions {
  name?: string;
  /** The data set that has a row an item; without it, there is one item. */
  from?: string;
  /** Of a group, instead of `from`: a group for each value of a field, with its rows as the data set `name`. */
  facet?: { name: string; data: string; groupby: string };
  /** The order in which the items are drawn. */
  sort?: { field: string };
  /** What stays as it is. */
  enter?: Channels;
  /** What changes with signals and data. */
  update?: Channels;
  /** Whether the pointer finds it; false by default. */
  interactive?: boolean;
  /** Of a group: what is in it. */
  marks?: object[];
  signals?: object[];
  data?: object[];
  scales?: object[];
  axes?: object[];
}

/** An expression that Vega computes anew whenever a signal in it changes. */
export const signal = (expression: string): { signal: string } => ({ signal: expression });

/** So many pixels, or an expression of them, as a mark takes it. @param more added to it */
export const pixels = (length: number | string, more = 0): number | { signal: string } =>
  typeof length === 'number' ? length + more : signal(`${length} + ${more}`);

/** A mark of a Vega specification. Readers of the screen get the chart's description, not marks one by one. */
export function mark(type: string, options: MarkOptions): object {
  const { from, facet, enter, update, interactive = false, ...rest } = options;
  return {
    type,
    aria: false,
    interactive,
    ...rest,
    ...(from && { from: { data: from } }),
    ...(facet && { from: { facet } }),
    encode: { ...(enter && { enter: references(enter) }), ...(update && { update: references(update) }) },
  };
}

function references(channels: Channels): object {
  const given = Object.entries(channels).filter(([, channel]) => channel !== undefined);
  return Object.fromEntries(
    given.map(([name, channel]) => [name, isReference(channel!) ? channel : { value: channel }]),
  );
}

const isReference = (channel: Channel) => typeof channel === 'object' && channel !== null && !Array.isArray(channel);

/** A part of a specification. */
export interface Part {
  signals?: object[];
  data?: object[];
  scales?: object[];
  marks?: object[];
}

/** Puts a specification together; the marks of later parts lie above those of earlier ones. */
export function assemble(frame: object, parts: Part[]): object {
  return {
    ...frame,
    signals: parts.flatMap(part => part.signals ?? []),
    data: parts.flatMap(part => part.data ?? []),
    scales: parts.flatMap(part => part.scales ?? []),
    marks: parts.flatMap(part => part.marks ?? []),
  };
}
