import { inflateSync } from 'node:zlib';
import { crc32 } from '../../lib/data/crc32';
import { isRecord } from './notebook';

/*
 * Is there something in an output? One function a kind of content; each returns what is wrong, or undefined.
 */

const DRAWN = new Set(['circle', 'ellipse', 'image', 'line', 'path', 'polygon', 'polyline', 'rect', 'text', 'use']);

const NOT_A_NUMBER = /\s(?:d|x|y|x1|y1|x2|y2|cx|cy|r|rx|ry|width|height|points|transform)\s*=\s*["'][^"']*\bNaN\b/;

interface Tag {
  name: string;
  attributes: string;
  closes: boolean;
  empty: boolean;
}

/** The tags of an XML document in order; comments, instructions and CDATA left out. */
function* tagsOf(xml: string): Generator<Tag> {
  const body = xml.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^>]*>|<!\[CDATA\[[\s\S]*?\]\]>/g, '');
  const tag = /<(\/?)([A-Za-z_][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|</g;
  for (const match of body.matchAll(tag)) {
    if (match[2] === undefined)
      throw new Error(`a "<" that opens no tag: ${body.slice(match.index ?? 0).slice(0, 40)}`);
    yield { name: match[2], attributes: match[3] ?? '', closes: match[1] === '/', empty: match[4] === '/' };
  }
}

function attribute(tag: Tag, name: string): string {
  return new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag.attributes)?.[1] ?? '';
}

/** True for a shape that leaves ink: not a background, not a path that goes nowhere. */
function leavesInk(tag: Tag): boolean {
  if (!DRAWN.has(tag.name) || /\bbackground\b/.test(attribute(tag, 'class'))) return false;
  if (tag.name === 'path') return /[LHVCSQTA]/i.test(attribute(tag, 'd'));
  if (tag.name === 'rect') return attribute(tag, 'width') !== '0' && attribute(tag, 'height') !== '0';
  return true;
}

/** An SVG must be well formed and have something drawn; a chart by Vega must have marks, not only axes. */
function svgProblem(svg: unknown): string | undefined {
  if (typeof svg !== 'string') return 'it is no text';
  const open: Tag[] = [];
  let root: string | undefined;
  let ink = 0;
  let marks = 0;
  let inkInMarks = 0;
  try {
    for (const tag of tagsOf(svg)) {
      root ??= tag.name;
      if (tag.closes) {
        const opened = open.pop();
        if (opened?.name !== tag.name) return `</${tag.name}> closes <${opened?.name ?? 'nothing'}>`;
        continue;
      }
      const isMark = /\brole-mark\b/.test(attribute(tag, 'class'));
      if (isMark) marks++;
      const hidden = open.some(one => ['defs', 'clipPath', 'mask', 'symbol'].includes(one.name));
      if (!hidden && leavesInk(tag)) {
        if (NOT_A_NUMBER.test(tag.attributes)) return `a <${tag.name}> has NaN for a coordinate`;
        ink++;
        if (open.some(one => /\brole-mark\b/.test(attribute(one, 'class')))) inkInMarks++;
      }
      if (!tag.empty) open.push(tag);
    }
  } catch (error) {
    return (error as Error).message;
  }
  if (root !== 'svg') return root ? `its root is <${root}>, not <svg>` : 'it has no tag at all';
  if (open.length > 0) return `<${open.at(-1)?.name}> is never closed`;
  if (ink === 0) return 'nothing is drawn in it';
  if (marks > 0 && inkInMarks === 0) return 'it is a chart without a single mark';
  return undefined;
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/**
 * A PNG must decode: whole chunks with right checksums, and as many pixels as its header says. By hand, since decoders forgive too much:
 * sharp takes one that lacks its end, fast-png 6 one without a pixel, and neither says what is wrong.
 */
function pngProblem(base64: unknown): string | undefined {
  if (typeof base64 !== 'string') return 'it is no base64 text';
  const bytes = Buffer.from(base64, 'base64');
  if (!bytes.subarray(0, 8).equals(PNG)) return 'it does not begin like a PNG';
  const pixels: Buffer[] = [];
  let header: Buffer | undefined;
  let ended = false;
  for (let at = 8; at + 12 <= bytes.length && !ended; ) {
    const length = bytes.readUInt32BE(at);
    const kind = bytes.toString('latin1', at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (at + 12 + length > bytes.length) return 'it is cut short';
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== bytes.readUInt32BE(at + 8 + length)) {
      return `its chunk ${kind} has a wrong checksum`;
    }
    if (kind === 'IHDR') header = data;
    if (kind === 'IDAT') pixels.push(data);
    ended = kind === 'IEND';
    at += 12 + length;
  }
  if (!header || !ended) return 'it is cut short';
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  if (width === 0 || height === 0) return 'it has no pixel';
  try {
    const row = Math.ceil((width * (header[8] ?? 8) * (CHANNELS[header[9] ?? 6] ?? 1)) / 8) + 1;
    const found = inflateSync(Buffer.concat(pixels)).length;
    // An interlaced one has a few more filter bytes.
    if (found < row * height) return `it has ${found} bytes of pixels, expected ${row * height}`;
  } catch (error) {
    return `its pixels do not decompress (${(error as Error).message})`;
  }
  return undefined;
}

/** True for a data source of Vega or Vega-Lite with rows, or with a way to make them. */
function hasRows(data: unknown): boolean {
  if (!isRecord(data)) return false;
  const { values } = data;
  if (Array.isArray(values)) return values.length > 0;
  if (typeof values === 'string') return values.trim() !== '';
  const steps = Array.isArray(data.transform) ? data.transform.filter(isRecord) : [];
  if (steps.some(step => step.type === 'sequence')) return true; // Vega makes rows with a step, Vega-Lite with a property
  return isRecord(values) || [data.url, data.sequence, data.sphere, data.graticule].some(Boolean);
}

function chartHasData(spec: Record<string, unknown>): boolean {
  if (Array.isArray(spec.data) ? spec.data.some(hasRows) : hasRows(spec.data)) return true;
  if (isRecord(spec.datasets) && Object.values(spec.datasets).some(rows => Array.isArray(rows) && rows.length > 0)) {
    return true;
  }
  const parts = [spec.layer, spec.concat, spec.hconcat, spec.vconcat, spec.spec, spec.marks].flat();
  return parts.filter(isRecord).some(chartHasData);
}

/** A chart's specification must be an object with data in it. */
function chartProblem(spec: unknown): string | undefined {
  if (!isRecord(spec)) return 'it is no object';
  return chartHasData(spec) ? undefined : 'it has no data';
}

/** Says why an output of this type shows nothing, or undefined if it shows something. */
export function contentProblem(mime: string, value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return 'it is empty';
  if (mime === 'image/svg+xml') return svgProblem(value);
  if (mime === 'image/png') return pngProblem(value);
  if (/^application\/vnd\.vega(lite)?\.v\d/.test(mime)) return chartProblem(value);
  if (typeof value === 'string') return value.trim() === '' ? 'it is blank' : undefined;
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'it is empty' : undefined;
  return undefined;
}
