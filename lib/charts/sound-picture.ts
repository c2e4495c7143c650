import { requireFinite, requireLength, requireSome } from './input/checks';
import { colourOf, PROBABILITY_RAMP } from './parts/colour-ramp';
import { FIXED_WIDTH } from './parts/sizes';
import { SAME_COLOUR, sentence, vegaLiteChart } from './parts/theme';
import type { Chart } from './render/chart';
import { encodePng, pngDataUri } from './render/png';

export interface SoundPanel {
  title: string;
  /** Mono, from -1 to 1. */
  samples: Float32Array;
  /** Samples a second. */
  rate: number;
  /** The log-mel picture: frames * bands values in 0..1, frame by frame, low bands first. */
  mels: Float32Array;
  bands: number;
}

/** From the top of a panel: the waveform, then the spectrogram; in pixels. */
const WAVE_HEIGHT = 64;
const MEL_TOP = WAVE_HEIGHT + 8;
const HEIGHT = MEL_TOP + 130;
/** Between panels, the next one's axis included. */
const GAP = 54;

/**
 * Sounds to look at: the waveform (how the air moves) over the log-mel spectrogram (which pitches are loud, when), on one axis of time.
 * Panels stand side by side.
 * @throws RangeError for no panel, a sound without samples, mels that are no whole frames, values that are no numbers
 */
export function soundPicture(panels: SoundPanel[], { title }: { title?: string } = {}): Chart {
  requireSome('soundPicture', 'panels', panels.length);
  for (const panel of panels) checkPanel(panel);
  const width = Math.floor((FIXED_WIDTH - 72 - GAP * (panels.length - 1)) / panels.length);

  return vegaLiteChart(
    {
      ...(title && { title }),
      bounds: 'flush',
      spacing: GAP,
      hconcat: panels.map((panel, i) => ({
        title: { text: panel.title, fontSize: 13, offset: 6, frame: 'group' },
        width,
        height: HEIGHT,
        layer: [waveform(panel, width), ...spectrogram(panel, width, i === 0)],
      })),
    },
    `${title ? `${sentence(title)} ` : ''}Waveform and log-mel spectrogram. ${panels.map(inWords).join(' ')}`,
  );
}

/** A column a pixel, from its lowest to its highest sample. */
function waveform({ samples, rate }: SoundPanel, width: number): object {
  const columns = Math.min(width, samples.length);
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0) || 1;
  const pixel = (sample: number) => neat((WAVE_HEIGHT / 2) * (1 - sample / loudest));
  const values = Array.from({ length: columns }, (_, column) => {
    const [from, to] = [0, 1].map(edge => Math.floor(((column + edge) * samples.length) / columns));
    let [low, high] = [samples[from], samples[from]];
    for (let i = from; i < to; i++) {
      low = Math.min(low, samples[i]);
      high = Math.max(high, samples[i]);
    }
    return { time: neat(((column + 0.5) / columns) * (samples.length / rate)), low: pixel(low), high: pixel(high) };
  });
  return {
    data: { values },
    mark: { type: 'area', color: SAME_COLOUR, opacity: 0.85, interpolate: 'step', tooltip: null },
    encoding: {
      x: timeAxis(samples.length / rate),
      y: { field: 'low', type: 'quantitative', scale: null, axis: null },
      y2: { field: 'high' },
    },
  };
}

function spectrogram({ samples, rate, mels, bands }: SoundPanel, width: number, labelled: boolean): object[] {
  const frames = mels.length / bands;
  const pixels = new Uint8Array(frames * bands * 3);
  for (let frame = 0; frame < frames; frame++) {
    for (let band = 0; band < bands; band++) {
      const colour = colourOf(PROBABILITY_RAMP, mels[frame * bands + band]);
      pixels.set(colour, ((bands - 1 - band) * frames + frame) * 3); // low pitches at the bottom
    }
  }
  const url = pngDataUri(encodePng(pixels, { width: frames, height: bands, channels: 3 }));
  const picture = { type: 'image', width, height: HEIGHT - MEL_TOP, align: 'left', baseline: 'top' };
  return [
    {
      data: { values: [{}] },
      mark: { ...picture, aspect: false, smooth: false, tooltip: null },
      encoding: { x: { value: 0 }, y: { value: MEL_TOP }, url: { value: url } },
    },
    // nothing to see but its axis
    {
      data: { values: [{ time: 0, band: 0 }] },
      mark: { type: 'point', opacity: 0, tooltip: null },
      encoding: {
        x: timeAxis(samples.length / rate),
        y: {
          field: 'band',
          type: 'quantitative',
          title: labelled ? 'mel band (low to high)' : null,
          scale: { domain: [0, bands], range: [HEIGHT, MEL_TOP], nice: false },
          axis: { tickCount: 4, grid: false, minExtent: 24, titleAnchor: 'start' },
        },
      },
    },
  ];
}

const timeAxis = (seconds: number): object => ({
  field: 'time',
  type: 'quantitative',
  title: 'seconds',
  scale: { domain: [0, seconds], nice: false },
  axis: { tickCount: 5, format: '.2~f' },
});

function checkPanel({ title, samples, rate, mels, bands }: SoundPanel): void {
  requireSome('soundPicture', `samples of '${title}'`, samples.length);
  requireFinite('soundPicture', `samples of '${title}'`, samples);
  requireFinite('soundPicture', `mels of '${title}'`, mels);
  if (!(rate > 0))
    throw new RangeError(`soundPicture: rate of '${title}' is ${rate}, expected samples a second, such as 16000`);
  if (!Number.isInteger(bands) || bands < 1)
    throw new RangeError(`soundPicture: bands of '${title}' is ${bands}, expected a whole number from 1 on`);
  requireSome('soundPicture', `mels of '${title}'`, mels.length);
  requireLength('soundPicture', `mels of '${title}'`, mels.length, Math.ceil(mels.length / bands) * bands, 'cell');
}

const inWords = ({ title, samples, rate, mels, bands }: SoundPanel) =>
  `${title}: ${(samples.length / rate).toFixed(2)} seconds at ${rate.toLocaleString('en')} samples a second, ` +
  `${mels.length / bands} frames of ${bands} bands.`;

const neat = (value: number) => Number(value.toFixed(4));
