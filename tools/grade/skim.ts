import { closeSync, openSync, readSync } from 'node:fs';
import { MOST_CODE_MEGABYTES } from './bounds';

/*
 * A notebook's text without what its cells printed.
 *
 * Outputs may be of any size, and a grader has no use for them. The file is read piece by piece, and the values of
 * "outputs" and "attachments" are left out on the way: what is kept is as small as the code, whatever the file's size.
 */

const PIECE = 1 << 20;
const LEFT_OUT = new Set(['outputs', 'attachments']);
const LONGEST_KEY = 16;

const [QUOTE, BACKSLASH, COLON, COMMA] = [...Buffer.from('"\\:,')];
const isOpening = (byte: number) => byte === 0x7b || byte === 0x5b;
const isClosing = (byte: number) => byte === 0x7d || byte === 0x5d;
const isBlank = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** A notebook that cannot be graded at all, and why. */
export class UnreadableError extends Error {}

/** Fed with a file's bytes, keeps those that are not left out. Text that is no JSON comes out as some other text that is none. */
export class Skimmer {
  private kept: Buffer[] = [];
  private size = 0;
  private inString = false;
  private escaped = false;
  private level = 0;
  /** The last whole string, when it is short: a key, if a colon follows. */
  private text = '';
  private key = '';
  /** The level of the value that is left out; undefined while nothing is. */
  private skipping?: number;
  /** A key that is left out was read, and its value has not begun. */
  private due = false;

  /** @throws UnreadableError if more is kept than a notebook's code may take */
  push(bytes: Buffer): void {
    let from = this.skipping === undefined ? 0 : bytes.length;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      if (this.due && !isBlank(byte)) {
        this.due = false;
        if (isOpening(byte)) {
          this.keep(bytes.subarray(from, i));
          from = bytes.length;
          this.skipping = this.level;
        }
      }
      if (this.inString) this.stringByte(byte);
      else if (this.plainByte(byte)) {
        this.keep(Buffer.from('[]'));
        from = i + 1;
      }
    }
    this.keep(bytes.subarray(from));
  }

  toString(): string {
    return Buffer.concat(this.kept).toString('utf8');
  }

  private stringByte(byte: number): void {
    if (this.escaped) this.escaped = false;
    else if (byte === BACKSLASH) this.escaped = true;
    else if (byte === QUOTE) this.inString = false;
    if (this.inString && this.text.length < LONGEST_KEY) this.text += String.fromCharCode(byte);
  }

  /** @returns true where a value that is left out ends */
  private plainByte(byte: number): boolean {
    if (byte === QUOTE) {
      this.inString = true;
      this.text = '';
    } else if (byte === COLON) {
      this.key = this.text;
      this.due = this.skipping === undefined && this.level === 3 && LEFT_OUT.has(this.key);
    } else if (byte === COMMA) {
      this.text = '';
    } else if (isOpening(byte)) {
      this.level++;
    } else if (isClosing(byte)) {
      this.level--;
      if (this.skipping === this.level) {
        this.skipping = undefined;
        return true;
      }
    }
    return false;
  }

  private keep(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.size += bytes.length;
    if (this.size > MOST_CODE_MEGABYTES * 1e6) {
      throw new UnreadableError(
        `its code and text take more than ${MOST_CODE_MEGABYTES} MB, which nobody writes by hand`,
      );
    }
    this.kept.push(Buffer.from(bytes));
  }
}

/**
 * The text of a notebook's file without outputs and attachments.
 * @throws UnreadableError for an empty file and for one with too much code; the file system's errors
 */
export function skimFile(file: string): string {
  const skimmer = new Skimmer();
  const piece = Buffer.alloc(PIECE);
  const descriptor = openSync(file, 'r');
  try {
    let total = 0;
    for (;;) {
      const length = readSync(descriptor, piece);
      if (length === 0) break;
      total += length;
      skimmer.push(piece.subarray(0, length));
    }
    if (total === 0) throw new UnreadableError('it is empty');
  } finally {
    closeSync(descriptor);
  }
  return skimmer.toString();
}
