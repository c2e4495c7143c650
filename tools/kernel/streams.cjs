'use strict';

/*
 * What a cell prints, gathered into few messages.
 *
 * A message a line is more than a ZeroMQ socket holds and more than a browser takes. Here text waits a moment for more
 * of it, and goes out before any other message of its cell, so that stdout, stderr and pictures keep their order.
 *
 * A cell that prints without end shows its first and its last part, with a line between them that says what is missing:
 * Jupyter's server drops what comes faster than about 3 MB in 3 s, and a notebook keeps all that it shows.
 */

/** @typedef {(type: string, content: object) => void} Publish */
/** @typedef {{ name: string, text: string }} Piece */

const GATHER_MS = 100;
const PIECE = 16_384; // characters after which a new piece begins: what is dropped is dropped by the piece
const FIRST = 500_000; // characters shown as they come
const LAST = 500_000; // characters kept of what comes after them
const SHOWN = `A cell shows the first and the last ${FIRST.toLocaleString('en')} characters that it prints`;
const SWITCHES = 1000; // from stdout to stderr or back: each is a message of its own
const AFTERWARDS = 100_000; // characters shown of what timers print when the cell has ended

/** @param {string} text */
function countLines(text) {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** Pieces of text in their order, neighbours of one stream joined. */
class Pieces {
  constructor() {
    /** @type {Piece[]} */
    this.list = [];
    this.length = 0;
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  add(name, text) {
    const last = this.list.at(-1);
    if (last?.name === name && last.text.length < PIECE) last.text += text;
    else this.list.push({ name, text });
    this.length += text.length;
  }

  /** All of it, as few texts as there can be; nothing is left. */
  take() {
    /** @type {Piece[]} */
    const joined = [];
    for (const { name, text } of this.list) {
      const last = joined.at(-1);
      if (last?.name === name) last.text += text;
      else joined.push({ name, text });
    }
    this.list = [];
    this.length = 0;
    return joined;
  }
}

/** The end of a text that goes on: as much as is to be shown, and a count of what was dropped before it. */
class Tail extends Pieces {
  constructor() {
    super();
    this.limit = LAST;
    this.dropped = { lines: 0, characters: 0 };
  }

  /**
   * @override
   * @param {string} name
   * @param {string} text
   */
  add(name, text) {
    super.add(name, text);
    if (this.length > 2 * this.limit || this.list.length > 2 * SWITCHES) this.trim();
  }

  /** Drops from the front, by whole lines where there are any, until no more than the limits is left. */
  trim() {
    let at = Math.max(0, this.list.length - SWITCHES);
    for (const { text } of this.list.slice(0, at)) this.drop(text);
    while (this.length > this.limit) {
      const piece = this.list[at];
      const surplus = this.length - this.limit;
      if (piece.text.length <= surplus) {
        this.drop(piece.text);
        at++;
        continue;
      }
      const lineEnd = piece.text.indexOf('\n', surplus - 1) + 1;
      const cut = lineEnd > 0 && lineEnd < piece.text.length ? lineEnd : surplus;
      this.drop(piece.text.slice(0, cut));
      piece.text = piece.text.slice(cut);
    }
    this.list.splice(0, at);
  }

  /** @param {string} text */
  drop(text) {
    this.dropped.lines += countLines(text);
    this.dropped.characters += text.length;
    this.length -= text.length;
  }
}

/** The messages of one cell. */
class CellOutput {
  /** @param {Publish} send */
  constructor(send) {
    this.send = send;
    this.head = new Pieces();
    /** @type {Tail | undefined} what comes when the first part is full */
    this.tail = undefined;
    this.room = FIRST;
    this.switches = 0;
    /** @type {string | undefined} the stream that was written to last */
    this.name = undefined;
    this.sentAt = 0;
    this.ended = false;
    /** @type {NodeJS.Timeout | undefined} */
    this.timer = undefined;
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  write(name, text) {
    if (text === '') return;
    if (this.name !== name) this.switches++;
    this.name = name;
    if (this.tail) {
      if (!this.ended) this.tail.add(name, text);
      return;
    }
    const full = text.length > this.room || this.switches > SWITCHES;
    const fitting = full ? this.fitting(text) : text.length;
    this.head.add(name, text.slice(0, fitting));
    this.room -= fitting;
    if (full) this.overflow(name, text.slice(fitting));
    // A loop that never waits holds back timers, not this.
    else if (performance.now() - this.sentAt > GATHER_MS) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  /**
   * How much of a text still belongs to the first part: whole lines, unless one alone is as long as a page.
   * @param {string} text
   */
  fitting(text) {
    const lines = text.lastIndexOf('\n', this.room - 1) + 1;
    return lines === 0 && text.length > PIECE ? this.room : Math.min(lines, this.room);
  }

  /**
   * @param {string} name
   * @param {string} rest
   */
  overflow(name, rest) {
    this.flush();
    this.tail = new Tail();
    if (this.ended) {
      this.stream('stderr', '[The cell has ended and prints on: what follows is left out.]\n');
      return;
    }
    this.tail.add(name, rest);
    // Soon over in most cases, and then a word is enough: the count of what is missing.
    setTimeout(() => {
      if (this.tail && !this.ended) this.stream('stderr', `[${SHOWN}: the last ones come when it ends.]\n`);
    }, 1000).unref();
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  stream(name, text) {
    this.send('stream', { name, text });
  }

  /** Sends what waits of the first part. */
  flush() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.sentAt = performance.now();
    for (const { name, text } of this.head.take()) this.stream(name, text);
  }

  /** Sends what was kept of the last part, after a line on what was not. */
  flushTail() {
    const { tail } = this;
    if (!tail || tail.length === 0) return;
    tail.trim();
    const { lines, characters } = tail.dropped;
    if (characters > 0) {
      const long = `${characters.toLocaleString('en')} characters`;
      const what = lines > 0 ? `${lines.toLocaleString('en')} lines (${long})` : long;
      this.stream('stderr', `[${what} are left out here. ${SHOWN}.]\n`);
    }
    for (const { name, text } of tail.take()) this.stream(name, text);
    tail.dropped = { lines: 0, characters: 0 };
    tail.limit = Math.max(1000, Math.floor(tail.limit / 2)); // a cell that shows many pictures in between is bounded, too
  }

  /**
   * Any other message: after all that was printed before it.
   * @param {string} type
   * @param {object} content
   */
  publish(type, content) {
    this.flush();
    if (type !== 'update_display_data') this.flushTail(); // an update changes what is shown already
    this.send(type, content);
  }

  /** Sends all that is left when the cell ends. */
  end() {
    this.flush();
    this.flushTail();
    this.ended = true;
    this.tail = undefined;
    this.switches = 0;
    this.room = AFTERWARDS;
  }
}

module.exports = { CellOutput };
