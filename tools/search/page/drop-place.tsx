import { useEffect, useRef, useState } from 'preact/hooks';

/** Takes a file that is dropped anywhere on the page, chosen, or pasted. */
export function DropPlace({ onFile }: { onFile(file: File): void }) {
  const [over, setOver] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const take = useRef(onFile);
  take.current = onFile;

  useEffect(() => {
    const dragged = (event: DragEvent) => {
      event.preventDefault(); // else the browser opens the file in place of the page
      setOver(event.type === 'dragover');
    };
    const dropped = (event: DragEvent) => {
      dragged(event);
      const file = event.dataTransfer?.files[0];
      if (file) take.current(file);
    };
    const pasted = (event: ClipboardEvent) => {
      const file = event.clipboardData?.files[0];
      if (file) take.current(file);
    };
    const listeners = { dragover: dragged, dragleave: dragged, drop: dropped, paste: pasted };
    const entries = Object.entries(listeners) as [string, EventListener][];
    for (const [event, listener] of entries) document.addEventListener(event, listener);
    return () => {
      for (const [event, listener] of entries) document.removeEventListener(event, listener);
    };
  }, []);

  return (
    <div class={over ? 'drop over' : 'drop'}>
      <input
        ref={chooser}
        id="file"
        class="hidden-input"
        type="file"
        onChange={event => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = ''; // the same file may be chosen again
          if (file) onFile(file);
        }}
      />
      <label for="file">
        <strong>A picture, a sound or a clip</strong>
        <span>Drop it anywhere, paste it, or choose a file</span>
      </label>
    </div>
  );
}
