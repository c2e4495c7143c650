/** Pixels of the canvas each way. */
export const CANVAS = 280;
/** Width of a line: as thick, to its digit, as those of MNIST. */
const STROKE = 22;

export interface Point {
  x: number;
  y: number;
}

/** An arrow key moves the pen so far. */
const STEP = 14;
const MOVES: Record<string, [number, number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};

/** The pen of who draws by keys. */
export interface Pen extends Point {
  /** Whether it is on the paper. */
  down: boolean;
}

/** Where it is at first: above the middle of the paper. */
export const PEN_AT_FIRST: Pen = { x: CANVAS / 2, y: STEP * 2, down: false };

/**
 * Moves the pen by an arrow key, or puts it down and lifts it by Space.
 * @param draw called for the line that it draws
 * @returns undefined for another key
 */
export function penAfter(key: string, pen: Pen, draw: (from: Point, to: Point) => void): Pen | undefined {
  const within = (value: number) => Math.min(CANVAS - STEP, Math.max(STEP, value));
  const move = MOVES[key];
  if (move) {
    const to = { x: within(pen.x + move[0]), y: within(pen.y + move[1]), down: pen.down };
    if (pen.down) draw(pen, to);
    return to;
  }
  if (key !== ' ') return undefined;
  if (!pen.down) draw(pen, pen);
  return { ...pen, down: !pen.down };
}

/** White paper, in the dark theme too: it is sent as it is seen. */
export function clearPaper(canvas: HTMLCanvasElement): void {
  const paper = canvas.getContext('2d')!;
  paper.fillStyle = '#ffffff';
  paper.fillRect(0, 0, CANVAS, CANVAS);
}

/** Draws from one point to another; a dot where they are the same. */
export function drawLine(canvas: HTMLCanvasElement, from: Point, to: Point): void {
  const paper = canvas.getContext('2d')!;
  paper.strokeStyle = '#000000';
  paper.lineWidth = STROKE;
  paper.lineCap = 'round';
  paper.lineJoin = 'round';
  paper.beginPath();
  paper.moveTo(from.x, from.y);
  paper.lineTo(to.x, to.y);
  paper.stroke();
}

/** Where a pointer is, in pixels of the canvas. */
export function pointOf(event: PointerEvent & { currentTarget: HTMLCanvasElement }): Point {
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
  return { x: ((event.clientX - left) / width) * CANVAS, y: ((event.clientY - top) / height) * CANVAS };
}
