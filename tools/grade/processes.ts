import type { Bounds } from '../../lib/exercises/exercise';
import { ORDINARY } from './bounds';
import { type Child, startChild } from './walls/child';
import type { Sandbox } from './walls/sandbox';

/** A process for an exercise. */
export interface Taken {
  child: Child;
  /** Nothing has run in it. */
  isFresh: boolean;
}

/**
 * The processes in which the exercises of one notebook run, one exercise after the other. To start one takes ten times as long as
 * most exercises, so that it goes on to the next exercise as long as it may.
 */
export interface Processes {
  /**
   * @param own the exercise's own bounds, if it has any: what trains gets a process for itself
   * @param fresh in one in which nothing has run
   */
  take(own: Partial<Bounds> | undefined, fresh: boolean): Promise<Taken>;
  stop(): Promise<void>;
}

export function processesIn(sandbox: Sandbox): Processes {
  let current: Child | undefined;
  let isForItself = false;
  const stop = async () => {
    await current?.stop();
    current = undefined;
  };
  return {
    async take(own, fresh) {
      if (current && !isForItself && !own && !fresh && current.isFree()) return { child: current, isFresh: false };
      await stop();
      const child = startChild(sandbox, { ...ORDINARY, ...own });
      current = child;
      isForItself = own !== undefined;
      return { child, isFresh: true };
    },
    stop,
  };
}
