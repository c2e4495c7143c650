/** What the reader asked for cannot be had, and why: the server answers with this status and these words. */
export class Refusal extends Error {
  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}

/** How the course's own errors begin: with the function that found out, which says nothing to the page's reader. */
const CALLER = /^[a-z]\w*(\.\w+)?: /;
/** Which of the things to encode: of a query there is one. */
const ITEM = /^(?:sound|text) \d+: /;

/** Without the functions that found out, one after the other. */
function withoutCallers(message: string): string {
  const rest = message.replace(CALLER, '').replace(ITEM, '');
  return rest === message ? message : withoutCallers(rest);
}

/** Turns what the course's functions find wrong with a reader's words or file into a refusal. Other errors stay what they are. */
export async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { message } = error as Error;
    throw CALLER.test(message) ? new Refusal(400, message.replace(CALLER, '')) : error;
  }
}

/**
 * Turns what an encoder finds wrong with a query into a refusal: words without a letter, a silent sound. It throws a RangeError or
 * TypeError for these; any other error, such as a store that cannot be read, is the server's own.
 */
export async function refusingQuery<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isAskers = error instanceof RangeError || error instanceof TypeError;
    throw isAskers && CALLER.test(error.message) ? new Refusal(400, withoutCallers(error.message)) : error;
  }
}
