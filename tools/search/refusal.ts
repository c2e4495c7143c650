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

/** Turns what the course's functions find wrong with a reader's words or file into a refusal. Other errors stay what they are. */
export async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { message } = error as Error;
    throw CALLER.test(message) ? new Refusal(400, message.replace(CALLER, '')) : error;
  }
}
