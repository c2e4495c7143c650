import { inKernel } from './display';

/**
 * A signal that aborts at the next interrupt of the kernel (the square in JupyterLab's tool bar, SIGINT).
 *
 * tslab answers an interrupt by ending the cell with an error, while a loop in it that awaits goes on unseen. A loop
 * that is given this signal stops, once it waits for the event loop now and then (`breathe`). Take the signal where the
 * loop starts: one taken before an interrupt stays aborted, one taken after it waits for the next. In a script, the first
 * Ctrl-C aborts and the second ends the process as usual.
 */
export function interruptSignal(): AbortSignal {
  const interrupts = shared();
  // While the synchronous part of a cell runs, Node has set tslab's listeners aside and catches SIGINT itself. A
  // listener added meanwhile would leave the signal at its default afterwards: the next interrupt would kill the kernel.
  if (inKernel()) setImmediate(() => listen(interrupts));
  else listen(interrupts);
  return interrupts.controller.signal;
}

interface Interrupts {
  controller: AbortController;
  onInterrupt(): void;
}

function listen({ onInterrupt }: Interrupts): void {
  if (!process.listeners('SIGINT').includes(onInterrupt)) process.on('SIGINT', onInterrupt);
}

const KEY = Symbol.for('course.interrupts');

/**
 * One listener a process, found again by a symbol: tslab evaluates this file anew when it has been edited, and a
 * listener a copy would pile up. All signals taken between two interrupts are one and the same, so none is left over.
 */
function shared(): Interrupts {
  const place = globalThis as { [KEY]?: Interrupts };
  if (!place[KEY]) {
    const interrupts: Interrupts = {
      controller: new AbortController(),
      onInterrupt() {
        const { controller } = interrupts;
        interrupts.controller = new AbortController();
        if (!inKernel()) process.off('SIGINT', interrupts.onInterrupt);
        controller.abort(Object.assign(new Error('interrupted'), { name: 'AbortError' }));
      },
    };
    place[KEY] = interrupts;
  }
  return place[KEY];
}
