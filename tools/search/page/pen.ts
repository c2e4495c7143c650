/** Pixels of the canvas each way. */
export const CANVAS = 280;
/** Width of a line: as thick, to its digit, as those of MNIST. */
const STROKE = 22;

export interface Point {
  x: number;
  y: number;
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
