import { PADDING } from './sizes';
import { REFERENCE } from './theme';
import { CIRCLE, fromCentre } from './unit-circle';
import { mark, signal } from './vega-mark';

/** A word beside a point of a circle, centred in a box. */
export interface CircleLabel {
  text: string;
  /** Half of its width, in pixels. */
  half: number;
}

/** Where the inner side of a label lies, in pixels from the circle's centre. */
export const LABEL_RADIUS = CIRCLE.radius + 21;
/** More points than this are named once a role. */
const MOST_LABELS = 8;
const HALF_HEIGHT = 8;
const NUDGE = 0.5;
const MOST_NUDGES = 400;

/** What is written beside each point; undefined where nothing is. */
export function circleLabels(words: string[]): (CircleLabel | undefined)[] {
  const few = words.length <= MOST_LABELS;
  return words.map((text, p) =>
    few || words.indexOf(text) === p ? { text, half: Math.ceil(text.length * 3.5) + 5 } : undefined,
  );
}

/**
 * Turns labels round the circle until none covers another.
 * @param angles of the points, in degrees
 * @param radius where the inner side of a label lies, in pixels
 * @param previous what was returned for the moment before: labels then glide and do not jump
 * @returns by how many degrees each label is turned away from its point
 */
export function placeLabels(
  angles: readonly number[],
  labels: readonly (CircleLabel | undefined)[],
  { radius, previous }: { radius: number; previous?: readonly number[] },
): number[] {
  // What is no longer needed goes back, slowly.
  const turned = angles.map((_, i) => (previous?.[i] ?? 0) * 0.85);
  for (let round = 0; round < MOST_NUDGES; round++) {
    let free = true;
    for (let i = 0; i < angles.length; i++) {
      for (let j = 0; j < i; j++) {
        const [one, other] = [labels[i], labels[j]];
        if (!one || !other) continue;
        const [a, b] = [angles[i] + turned[i], angles[j] + turned[j]];
        if (!overlap(box(a, one, radius), box(b, other, radius))) continue;
        free = false;
        // In the order of their points; where these coincide, in the order that the labels have.
        const way = Math.sign(shortWay(angles[i] - angles[j])) || Math.sign(shortWay(a - b)) || 1;
        turned[i] += way * NUDGE;
        turned[j] -= way * NUDGE;
      }
    }
    if (free) break;
  }
  return turned;
}

/** An angle's difference, from -180 to 180; below a degree it counts as none. */
function shortWay(degrees: number): number {
  const turn = degrees - 360 * Math.round(degrees / 360);
  return Math.abs(turn) < 1 ? 0 : turn;
}

interface Box {
  x: number;
  y: number;
  half: number;
}

/** The label's centre lies so far out that its box stays clear of the circle on every side. */
function box(degrees: number, { half }: CircleLabel, radius: number): Box {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const out = radius + half * Math.abs(cos) + HALF_HEIGHT * Math.abs(sin);
  return { x: out * cos, y: out * sin, half };
}

function overlap(a: Box, b: Box): boolean {
  return Math.abs(a.x - b.x) < a.half + b.half && Math.abs(a.y - b.y) < 2 * HALF_HEIGHT;
}

/**
 * The labels of the rows of `from`, and lines to those that had to make way.
 * @param point the fields of a row that hold the step of length 1 from the circle's centre to the point
 * @param label the same for the label, which was placed by `placeLabels`
 */
export function labelMarks(from: string, { point, label }: { point: Step; label: Step }): object[] {
  const inner = fromCentre(CIRCLE.radius + 10, point);
  const outer = fromCentre(CIRCLE.radius + 19, label);
  const middle = `(${LABEL_RADIUS} + datum.look.half * abs(datum.${label.x}) + ${HALF_HEIGHT} * abs(datum.${label.y}))`;
  const place = fromCentre(middle, label);
  return [
    mark('rule', {
      name: 'leaders',
      from,
      update: {
        ...inner,
        x2: outer.x,
        y2: outer.y,
        stroke: REFERENCE,
        strokeWidth: 0.75,
        opacity: signal('datum.look.half > 0 && abs(datum.a - datum.t) > 4 ? 1 : 0'),
      },
    }),
    mark('text', {
      name: 'labels',
      from,
      update: {
        y: place.y,
        // inside the chart, where there is little room beside the circle
        x: signal(`clamp(${place.x.signal}, datum.look.half - ${PADDING}, room - datum.look.half + ${PADDING})`),
        text: signal('datum.look.label'),
        fill: signal('datum.look.colour'),
        align: 'center',
        baseline: 'middle',
        fontWeight: 600,
      },
    }),
  ];
}

interface Step {
  x: string;
  y: string;
}
