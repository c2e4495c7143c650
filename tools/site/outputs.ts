import { IN_COLOUR } from '../../lib/charts/parts/theme';
import { escapeMarkup } from '../../lib/data/markup';
import type { MimeBundle, Output } from '../course/notebook';
import type { SiteFiles } from './files';

/** Of the types that a lesson shows: what draws a chart. */
const CHARTS = ['application/vnd.vega.v5+json', 'application/vnd.vegalite.v5+json'];

/** What files of a page are called, by their type. */
const ENDINGS: Record<string, string> = {
  'image/png': 'png',
  'image/webp': 'webp',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/svg+xml': 'svg',
  'audio/wav': 'wav',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
};

/**
 * An output of a cell as markup that may stand in a Markdown page: one block, without an empty line in it. Charts, pictures and sounds go
 * to `files`, and are fetched when they come into sight.
 * @throws Error for an output that tells of a failure: a lesson that failed is not shown
 */
export function outputMarkup(output: Output, files: SiteFiles): string {
  if (output.output_type === 'error') {
    throw new Error(`a cell failed: ${output.ename}: ${output.evalue}; mend it, and run the lesson again`);
  }
  if (output.output_type === 'stream') return printed(output.text);
  const { data } = output;
  const chart = CHARTS.find(type => type in data);
  if (chart) return chartMarkup(data, data[chart], files);
  if (typeof data['text/html'] === 'string') return htmlMarkup(data['text/html'], files);
  if (typeof data['image/svg+xml'] === 'string' || typeof data['image/png'] === 'string') {
    const { path, size } = stillOf(data, files);
    return `<div class="output" v-pre><img src="./${path}"${size} alt="${alternative(data)}" loading="lazy"></div>`;
  }
  return printed(String(data['text/plain'] ?? ''));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what terminals take for colours begins with one
const COLOURS = /\u001b\[[\d;]*m/g;

function printed(text: string): string {
  const shown = text.replace(COLOURS, '').replace(/\n$/, '');
  if (shown.trim() === '') return '';
  // An empty line would end the block of HTML in Markdown.
  return `<div class="output" v-pre><pre class="printed">${onOneLine(escapeMarkup(shown))}</pre></div>`;
}

const onOneLine = (markup: string) => markup.replaceAll('\n', '&#10;');

/** What a viewer gets that shows no picture. */
const alternative = (data: MimeBundle) => onOneLine(escapeMarkup(String(data['text/plain'] ?? '')));

/** The interactive chart, which is fetched when it comes into sight, and the still one until then. */
function chartMarkup(data: MimeBundle, spec: unknown, files: SiteFiles): string {
  const json = JSON.stringify(spec);
  const address = files.add('charts', 'json', json);
  const inColour = json.includes(IN_COLOUR) ? ' in-colour' : '';
  const { path, size } = stillOf(data, files);
  return `<CourseChart spec="${address}" still="${path}"${size}${inColour} alt="${alternative(data)}" />`;
}

/** The still form of a chart in fewer bytes, and its size. */
function stillOf(data: MimeBundle, files: SiteFiles): { path: string; size: string } {
  const svg = data['image/svg+xml'];
  const png = data['image/png'];
  if (typeof svg !== 'string' && typeof png !== 'string') {
    throw new Error('a chart without its still form: expected image/svg+xml or image/png beside it');
  }
  const size = typeof svg === 'string' ? sizeOfSvg(svg) : '';
  const pixels = typeof png === 'string' ? Buffer.from(png, 'base64') : undefined;
  if (typeof svg === 'string' && (!pixels || Buffer.byteLength(svg) <= pixels.length)) {
    return { path: files.add('charts', 'svg', svg), size };
  }
  return { path: files.add('charts', 'png', pixels!), size };
}

function sizeOfSvg(svg: string): string {
  const [root] = /<svg\b[^>]*>/.exec(svg) ?? [''];
  const [width, height] = ['width', 'height'].map(name => new RegExp(`\\s${name}="([\\d.]+)"`).exec(root)?.[1]);
  return width && height ? ` width="${Math.round(Number(width))}" height="${Math.round(Number(height))}"` : '';
}

/** Scripts and styles of an output would be taken for the page's own; no output of the course has any. */
const FOREIGN = /<(script|style|link|iframe|object|embed|base|form)\b/i;

function htmlMarkup(html: string, files: SiteFiles): string {
  const foreign = FOREIGN.exec(html)?.[1];
  if (foreign) throw new Error(`an output of HTML has a <${foreign}>, which cannot stand in a page of the site`);
  const linked = html.replace(/\bsrc="data:([\w/+.-]+);base64,([^"]*)"/g, (_, type: string, base64: string) => {
    const ending = ENDINGS[type];
    if (!ending) throw new Error(`an output holds ${type}; add how its files end to tools/site/outputs.ts`);
    return `src="./${files.add('media', ending, Buffer.from(base64, 'base64'))}"`;
  });
  const later = linked
    .replaceAll(/<img (?![^>]*\bloading=)/g, '<img loading="lazy" ')
    .replaceAll('preload="metadata"', 'preload="none"');
  return `<div class="output" v-pre>${later.replace(/\n\s*\n/g, '\n')}</div>`;
}
