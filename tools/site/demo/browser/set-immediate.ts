/** In a browser what has waited comes before a timer. */
export const setImmediate = (work: () => void) => setTimeout(work);
