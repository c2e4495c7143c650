import { escapeMarkup } from '../data/markup';
import { type Display, display, inKernel, type MimeBundle } from './display';

export interface ProgressOptions {
  /** What is going on; stands before the bar. */
  label: string;
  /** What is counted, in the plural: 'steps'. */
  unit?: string;
}

/** A progress bar in one place of the notebook. */
export interface Progress {
  /** Says that `done` of the total are done, with a few words (the loss). Cheap: call it at every step. */
  update(done: number, note?: string): void;
  /** Draws the final state. Call it in `finally`, so that an interrupted run shows where it stopped. */
  finish(note?: string): void;
}

/** Milliseconds between two drawings: in a notebook as fast as is restful, elsewhere a line now and then. */
const NOTEBOOK_INTERVAL = 200;
const TERMINAL_INTERVAL = 10_000;

/**
 * A bar with count, per cent, seconds and time left, updated in place.
 * @param total how many there are to do, from 1 on
 * @throws RangeError when total is no whole number from 1 on, or done is no number from 0 to total
 */
export function progress(total: number, { label, unit = '' }: ProgressOptions): Progress {
  if (!Number.isInteger(total) || total < 1)
    throw new RangeError(`progress: total is ${total}, expected a whole number from 1 on`);
  const interval = inKernel() ? NOTEBOOK_INTERVAL : TERMINAL_INTERVAL;
  const startedAt = performance.now();
  let drawnAt = startedAt;
  let state: ProgressState = { label, unit, total, done: 0, seconds: 0, note: '', finished: false };
  const output: Display = display(drawing(state));

  function draw(now: number): void {
    drawnAt = now;
    output.update(drawing(state));
  }

  return {
    update(done, note = '') {
      if (!(done >= 0 && done <= total))
        throw new RangeError(
          `progress: ${done} of ${total} ${unit}`.trimEnd() + `; expected a number from 0 to ${total}`,
        );
      const now = performance.now();
      state = { ...state, done, note, seconds: (now - startedAt) / 1000, finished: false };
      if (now - drawnAt >= interval) draw(now);
    },
    finish(note) {
      const now = performance.now();
      state = { ...state, note: note ?? state.note, seconds: (now - startedAt) / 1000, finished: true };
      draw(now);
    },
  };
}

interface ProgressState {
  label: string;
  unit: string;
  total: number;
  done: number;
  seconds: number;
  note: string;
  finished: boolean;
}

/** The bar as HTML and as text. Only elements and styles that survive in a notebook that JupyterLab does not trust. */
function drawing(state: ProgressState): MimeBundle {
  const { label, total, done } = state;
  const words = inWords(state);
  return {
    'text/html':
      `<div style="padding: 4px 0">` +
      `<label style="display: inline-block">${escapeMarkup(label)} ` +
      `<progress max="${total}" value="${done}" aria-label="${escapeMarkup(label)}" ` +
      `style="width: 160px; height: 14px; margin: 0 10px 0 8px; vertical-align: middle">` +
      `${percent(done, total)}</progress></label>` +
      `<span style="font-variant-numeric: tabular-nums">${escapeMarkup(words)}</span></div>`,
    'text/plain': `${label}: ${words}`,
  };
}

function inWords({ unit, total, done, seconds, note, finished }: ProgressState): string {
  const count = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}${unit && ` ${unit}`}`;
  const parts =
    finished && done < total
      ? [`stopped at ${count}`, percent(done, total), duration(seconds)]
      : [count, percent(done, total), duration(seconds)];
  // A first guess from a single step would be far off: starting up is in it.
  if (!finished && done > 0 && done < total && seconds >= 1)
    parts.push(`${duration((seconds / done) * (total - done))} left`);
  if (note) parts.push(note);
  return parts.join(' · ');
}

function percent(done: number, total: number): string {
  return `${Math.floor((100 * done) / total)} %`;
}

/** 3.4 s, 48 s, 2 min 05 s. */
function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
