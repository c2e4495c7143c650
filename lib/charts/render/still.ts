import { escapeMarkup } from '../../data/markup';
import { withObjectMembers } from '../parts/object-members';
import type { Chart } from './chart';

/**
 * The chart as a still picture for viewers that run no JavaScript.
 * @returns an SVG document with the description as its title
 * @throws Error when the specification is not valid
 */
export async function stillSvg(chart: Chart): Promise<string> {
  // Loaded when the first picture is drawn: importing a chart stays quick.
  const vega = await import('vega');
  const still = chart.still ?? chart.spec;
  const spec = chart.kind === 'vega' ? still : await compiled(still);
  const view = new vega.View(vega.parse(spec as import('vega').Spec), { renderer: 'none', logLevel: vega.Error });
  try {
    return withTitle(withObjectMembers(lean(await view.toSVG())), chart.description);
  } finally {
    view.finalize();
  }
}

/**
 * A still picture in pixels, of few colours: for exports to PDF and other viewers that draw no SVG. JupyterLab saves a picture of its own
 * with every chart that has none, three times as large.
 * @returns the PNG in base64
 */
export async function stillPng(svg: string): Promise<string> {
  const { default: sharp } = await import('sharp');
  const png = await sharp(Buffer.from(svg)).png({ colours: 64 }).toBuffer();
  return png.toString('base64');
}

async function compiled(spec: object): Promise<object> {
  const { compile } = await import('vega-lite');
  return compile(spec as import('vega-lite').TopLevelSpec).spec;
}

/** What readers of the screen are told of each mark: the picture as a whole has a description. */
const OF_MARKS = / (role|aria-\w+|pointer-events)="[^"]*"/g;

/** Without the marks that only the mouse would find, and with coordinates to a hundredth of a pixel. */
function lean(svg: string): string {
  return svg
    .replace(/<[a-zA-Z]+ [^>]*>/g, tag => tag.replace(OF_MARKS, ''))
    .replace(/<g class="[^"]*voronoi"[^>]*>.*?<\/g>/g, '')
    .replace(/<path [^>]*(\bopacity="0"|fill="transparent")[^>]*\/>/g, '')
    .replace(/(?<!<clipPath[^>]*>)<path (?![^>]*\b(fill|stroke)=)[^>]*\/>/g, '')
    .replace(/ (d|transform|x|y)="[^"]*"/g, attribute =>
      attribute.replace(/\d+\.\d{3,}/g, number => String(Number(Number(number).toFixed(2)))),
    );
}

function withTitle(svg: string, description: string): string {
  const text = escapeMarkup(description);
  return svg.replace(
    /^<svg([^>]*)>/,
    (_, attributes) => `<svg role="img" aria-label="${text}"${attributes}><title>${text}</title>`,
  );
}
