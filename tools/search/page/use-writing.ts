import { useEffect, useRef, useState } from 'preact/hooks';
import type { Written } from '../answers';
import { readWriting } from './ask';

export interface Writing {
  /** What came so far; nothing of it is checked. */
  text: string;
  written?: Written;
  /** What went wrong. */
  problem?: string;
  /** Whether it was stopped before it was whole. */
  stopped: boolean;
  stop(): void;
}

/** What a model writes, from the moment on when it is shown; it is stopped when it no longer is. */
export function useWriting(address: string): Writing {
  const [text, setText] = useState('');
  const [end, setEnd] = useState<Pick<Writing, 'written' | 'problem'>>({});
  const [stopped, setStopped] = useState(false);
  const stopping = useRef(new AbortController());
  useEffect(() => {
    const stop = new AbortController();
    stopping.current = stop;
    const ifStill =
      <T>(take: (value: T) => void) =>
      (value: T) => {
        if (!stop.signal.aborted) take(value);
      };
    setText('');
    setEnd({});
    setStopped(false);
    readWriting(
      address,
      ifStill(piece => setText(before => before + piece)),
      stop.signal,
    ).then(
      ifStill(written => setEnd({ written })),
      ifStill((error: Error) => setEnd({ problem: error.message })),
    );
    return () => stop.abort();
  }, [address]);
  const stop = () => {
    stopping.current.abort();
    setStopped(true);
  };
  return { text, ...end, stopped, stop };
}
