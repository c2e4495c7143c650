'use strict';

/*
 * What a cell has displayed, for a notebook that was closed while the cell ran. JupyterLab opens it again as it was saved, and knows
 * nothing of a cell that was started by the page before: its bar and its chart stand still there. A display is updated wherever its id was
 * shown, so it is enough to show it once more, in the cell that the reader runs next: that waits for the one before it, and meanwhile the
 * bar moves there.
 */

/** @typedef {import('./streams.cjs').Publish} Publish */
/** @typedef {{ transient?: { display_id?: string } }} Content */

class Displays {
  /** @type {Map<string, object>} */
  #latest = new Map();

  /** @param {string} session of the page that started the cell */
  constructor(session) {
    this.session = session;
  }

  /**
   * Keeps what a display shows now.
   * @param {Content} content
   */
  keep(content) {
    const id = content.transient?.display_id;
    if (id !== undefined) this.#latest.set(id, content);
  }

  /**
   * Shows them in a cell that waits, if another page asks for it: to its own page, the running cell shows them itself.
   * @param {string} session
   * @param {Publish} send
   */
  showIn(session, send) {
    if (session === this.session) return;
    for (const content of this.#latest.values()) send('display_data', content);
  }
}

module.exports = { Displays };
