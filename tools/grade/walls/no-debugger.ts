/** Node opens its debugger at this signal, which whatever runs as the same account may send; from now on it does nothing. */
export function openNoDebugger(): void {
  if (process.platform !== 'win32') process.on('SIGUSR1', () => {});
}
