import { closeSync, readSync } from 'node:fs';
import { MOST_CODE_MEGABYTES } from '../bounds';
import { openPlain } from '../entries/plain-file';

/*
 * A notebook's text without what its cells printed, and without the text between them.
 *
 * Outputs may be of any size, and so may the pictures in a text; a grader has no use for either. The file is read piece by piece,
 * and "outputs", "attachments", the state of widgets and the source of what is no code are left out on the way: what is kept is as
 * small as the code, whatever the file's size.
 */

const PIECE = 1 << 20;
const LONGEST_KEY = 16;
/** The levels of what a cell has, and of what the notebook's metadata have. */
const [OF_CELL, OF_METADATA] = [3, 2];
const LEFT_OUT = new Set(['outputs', 'attachments']);

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
  /** What becomes of the value that a key has announced. */
  private due?: 'left out' | 'held';
  /** The value that is being read, if it is left out, or a source that may have to be: where what is kept of it begins. */
  private value?: { leftOut: boolean; isString: boolean; level: number; at: number };
  /** The type of the cell, once it was read, and which of the kept pieces are its source. */
  private cellType?: string;
  private source?: { at: number; end: number };
  private tooMuch = false;

  /** @throws UnreadableError if more is kept than a notebook's code may take */
  push(bytes: Buffer): void {
    let from = this.value?.leftOut ? bytes.length : 0;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i];
      if (this.due && !isBlank(byte)) {
        if (isOpening(byte) || byte === QUOTE) {
          this.keep(bytes.subarray(from, i));
          const leftOut = this.due === 'left out';
          from = leftOut ? bytes.length : i;
          this.value = { leftOut, isString: byte === QUOTE, level: this.level, at: this.kept.length };
        }
        this.due = undefined;
      }
      if (!(this.inString ? this.stringByte(byte) : this.plainByte(byte))) continue;
      this.keep(this.value!.leftOut ? Buffer.from('[]') : bytes.subarray(from, i + 1));
      from = i + 1;
      this.valueRead();
    }
    this.keep(bytes.subarray(from));
  }

  toString(): string {
    return Buffer.concat(this.kept).toString('utf8');
  }

  /** @returns true where a value ends that is left out or held */
  private stringByte(byte: number): boolean {
    if (this.escaped) this.escaped = false;
    else if (byte === BACKSLASH) this.escaped = true;
    else if (byte === QUOTE) this.inString = false;
    if (this.inString) {
      if (this.text.length < LONGEST_KEY) this.text += String.fromCharCode(byte);
      return false;
    }
    if (this.key === 'cell_type' && this.level === OF_CELL && this.cellType === undefined) this.typeRead();
    return this.ends(true);
  }

  /** @returns true where a value ends that is left out or held */
  private plainByte(byte: number): boolean {
    if (byte === QUOTE) {
      this.inString = true;
      this.text = '';
    } else if (byte === COLON) {
      this.key = this.text;
      if (this.value === undefined) this.due = this.fateOf(this.key);
    } else if (byte === COMMA) {
      this.text = '';
      this.key = '';
    } else if (isOpening(byte)) {
      this.level++;
      this.key = '';
      if (this.level === OF_CELL) this.cellType = this.source = undefined;
    } else if (isClosing(byte)) {
      this.level--;
      if (this.level === OF_CELL - 1 && this.tooMuch) this.refuse();
      return this.ends(false);
    }
    return false;
  }

  /** Whether a string or a list that has just ended is the value that is left out or held. */
  private ends(isString: boolean): boolean {
    return this.value?.isString === isString && this.value.level === this.level;
  }

  private fateOf(key: string): 'left out' | 'held' | undefined {
    if (this.level === OF_METADATA) return key === 'widgets' ? 'left out' : undefined;
    if (this.level !== OF_CELL) return undefined;
    if (LEFT_OUT.has(key)) return 'left out';
    if (key !== 'source' || this.cellType === 'code') return undefined;
    return this.cellType === undefined ? 'held' : 'left out';
  }

  private valueRead(): void {
    const { leftOut, at } = this.value!;
    if (!leftOut) this.source = { at, end: this.kept.length };
    this.value = undefined;
  }

  /** What a cell is may be said after its source. */
  private typeRead(): void {
    this.cellType = this.text.includes('\\') ? 'code' : this.text; // nobody escapes these letters, and it may be code
    if (this.cellType === 'code' && this.tooMuch) this.refuse();
    if (this.cellType === 'code' || !this.source) return;
    const { at, end } = this.source;
    for (const piece of this.kept.splice(at, end - at, Buffer.from('[]'))) this.size -= piece.length;
    this.tooMuch = false;
  }

  private keep(bytes: Buffer): void {
    if (bytes.length === 0) return;
    if (this.size + bytes.length > MOST_CODE_MEGABYTES * 1e6) {
      if (!this.value || this.value.leftOut) this.refuse();
      this.tooMuch = true; // unless it turns out to be no code
      return;
    }
    this.size += bytes.length;
    this.kept.push(Buffer.from(bytes));
  }

  private refuse(): never {
    throw new UnreadableError(`its code takes more than ${MOST_CODE_MEGABYTES} MB, which nobody writes by hand`);
  }
}

/** Of a text in UTF-16, as some editors on Windows save it: its decoder. */
function wideDecoder([first, second]: Buffer): TextDecoder | undefined {
  if ((first === 0xff && second === 0xfe) || (first === 0x7b && second === 0)) return new TextDecoder('utf-16le');
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x7b)) return new TextDecoder('utf-16be');
  return undefined;
}

/**
 * The text of a notebook's file without what is no code.
 * @throws UnreadableError for an empty file and for one with too much code; the file system's errors
 */
export function skimFile(file: string): string {
  const skimmer = new Skimmer();
  const piece = Buffer.alloc(PIECE);
  const descriptor = openPlain(file);
  try {
    let total = 0;
    let wide: TextDecoder | undefined;
    for (;;) {
      const length = readSync(descriptor, piece);
      if (length === 0) break;
      const bytes = piece.subarray(0, length);
      if (total === 0) wide = wideDecoder(bytes);
      total += length;
      skimmer.push(wide ? Buffer.from(wide.decode(bytes, { stream: true })) : bytes);
    }
    if (total === 0) throw new UnreadableError('it is empty');
  } finally {
    closeSync(descriptor);
  }
  return skimmer.toString();
}
