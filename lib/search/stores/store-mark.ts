/** What a store keeps beside its items, to know whose they are. */
export interface StoreMark {
  format: 1;
  dim: number;
  /** Of the encoder: vectors of two encoders may be compared when it is the same. */
  fingerprint: string;
}

export const FORMAT = 1;

/**
 * Compares what was written into a store when it was made with what it is opened for.
 * @param written the mark as JSON; undefined or '' where there is none
 * @param mend what to do to begin anew
 * @throws Error when it is no index of the course, of another version, dimension or encoder
 */
export function assertSameStore(what: string, written: string | undefined, wanted: StoreMark, mend: string): void {
  const mark = parsed(written);
  if (!mark) {
    throw new Error(`${what} was not written by this course: it does not say by which encoder; name another place`);
  }
  if (mark.format !== FORMAT) {
    throw new Error(`${what} is in format ${mark.format}, expected ${FORMAT}: another version wrote it; ${mend}`);
  }
  if (mark.dim !== wanted.dim) {
    throw new Error(
      `${what} holds vectors of ${mark.dim} numbers, expected ${wanted.dim}: another encoder wrote it; ${mend}`,
    );
  }
  if (mark.fingerprint !== wanted.fingerprint) {
    throw new Error(
      `${what} was written by another encoder: its fingerprint is ${short(mark.fingerprint)}, expected ${short(wanted.fingerprint)}, ` +
        `and vectors of two encoders cannot be compared; ${mend}, or open it with the encoder that wrote it`,
    );
  }
}

function parsed(written: string | undefined): StoreMark | undefined {
  try {
    const mark = JSON.parse(written || 'null');
    return mark && typeof mark.format === 'number' ? mark : undefined;
  } catch {
    return undefined;
  }
}

const short = (fingerprint: string) => (fingerprint.length > 16 ? `${fingerprint.slice(0, 12)}…` : `'${fingerprint}'`);
