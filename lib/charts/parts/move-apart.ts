/** What must not be covered: a middle, and half of a width and of a height, in pixels. */
export interface Box {
  x: number;
  y: number;
  half: number;
  tall: number;
}

/** Pixels that two boxes are to have between them. */
export const GAP = 1;

/** Moves boxes that overlap half of the way apart, across or up, whichever is shorter. @returns whether any did */
export function moveApart(boxes: Box[], gap = GAP): boolean {
  let moved = false;
  for (let a = 0; a < boxes.length; a++) {
    for (let b = 0; b < a; b++) {
      const [one, other] = [boxes[a], boxes[b]];
      const across = one.half + other.half + gap - Math.abs(one.x - other.x);
      const up = one.tall + other.tall + gap - Math.abs(one.y - other.y);
      if (across < 0.01 || up < 0.01) continue;
      const [axis, way] = across < up ? (['x', across] as const) : (['y', up] as const);
      const sign = Math.sign(one[axis] - other[axis]) || 1;
      one[axis] += (sign * way) / 2;
      other[axis] -= (sign * way) / 2;
      moved = true;
    }
  }
  return moved;
}

/** Moves boxes that stick out of a rectangle back into it. */
export function moveInto(boxes: Box[], { width, height }: { width: number; height: number }): void {
  for (const box of boxes) {
    box.x = Math.min(width - box.half, Math.max(box.half, box.x));
    box.y = Math.min(height - box.tall, Math.max(box.tall, box.y));
  }
}
