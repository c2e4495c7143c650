import { useEffect, useRef, useState } from 'preact/hooks';
import { pictureOf } from './film-frames';
import { CANVAS, clearPaper, drawLine, PEN_AT_FIRST, type Pen, type Point, penAfter, pointOf } from './pen';

/** A canvas to draw a digit on, with a pointer or with the arrow keys. */
export function DigitCanvas({ onDrawing }: { onDrawing(picture: Blob): void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const stroke = useRef<Point>();
  const [empty, setEmpty] = useState(true);
  const [pen, setPen] = useState<Pen>();

  const clear = () => {
    clearPaper(canvas.current!);
    setEmpty(true);
    setPen(old => old && PEN_AT_FIRST);
  };
  useEffect(clear, []);

  const draw = (from: Point, to: Point) => {
    drawLine(canvas.current!, from, to);
    setEmpty(false);
  };
  const find = async () => {
    if (!empty) onDrawing(await pictureOf(canvas.current!));
  };
  const pressed = (event: KeyboardEvent) => {
    const moved = penAfter(event.key, pen ?? PEN_AT_FIRST, draw);
    if (moved) setPen(moved);
    else if (event.key === 'Enter') void find();
    else if (event.key === 'Escape') clear();
    else return;
    event.preventDefault();
  };

  return (
    <div class="draw">
      <div class="paper">
        {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a canvas has no role, and this one hands arrow keys through */}
        <canvas
          ref={canvas}
          width={CANVAS}
          height={CANVAS}
          tabIndex={0}
          role="application"
          aria-label="Draw a digit"
          aria-describedby="draw-keys"
          onKeyDown={pressed}
          onFocus={event => event.currentTarget.matches(':focus-visible') && setPen(old => old ?? PEN_AT_FIRST)}
          onBlur={() => setPen(undefined)}
          onPointerDown={event => {
            event.currentTarget.setPointerCapture(event.pointerId);
            setPen(undefined);
            stroke.current = pointOf(event);
            draw(stroke.current, stroke.current);
          }}
          onPointerMove={event => {
            if (!stroke.current) return;
            const to = pointOf(event);
            draw(stroke.current, to);
            stroke.current = to;
          }}
          onPointerUp={() => {
            stroke.current = undefined;
          }}
        />
        {pen && (
          <svg class="pen" viewBox={`0 0 ${CANVAS} ${CANVAS}`} aria-hidden="true">
            <circle class={pen.down ? 'down' : ''} cx={pen.x} cy={pen.y} r={11} />
          </svg>
        )}
        {empty && !pen && <span class="hint">Draw a digit</span>}
      </div>
      <p id="draw-keys" class="hidden">
        Arrow keys move the pen, Space puts it down and lifts it, Enter searches, Escape clears.
      </p>
      <div class="row">
        <button type="button" disabled={empty} onClick={() => void find()}>
          Find digit
        </button>
        <button type="button" disabled={empty} onClick={clear}>
          Clear
        </button>
      </div>
    </div>
  );
}
