/** A word beside a point of a circle, centred in a box. */
export interface CircleLabel {
  text: string;
  /** Half of its width, in pixels. */
  half: number;
}

const HALF_HEIGHT = 8;
const NUDGE = 0.5;
const MOST_NUDGES = 400;

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
