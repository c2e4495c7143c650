/**
 * Lets the kernel do what has waited: send output, hear an interrupt. A loop that never waits for a timer or a file
 * holds both back until it ends, even where it awaits; a breath a step costs microseconds.
 */
export function breathe(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
