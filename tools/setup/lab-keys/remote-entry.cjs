'use strict';
// An extension of JupyterLab, as its page loads one that is built already. JupyterLab's command mode acts on keys wherever the focus is,
// also in a control of an output: 'm' in a chart's menu would make Markdown of the cell, and the arrow keys of a slider leave it.

/**
 * What is used here of the page, which the compiler is not told of.
 * @typedef {{ closest(selector: string): Control | null, toggleAttribute(name: string, on: boolean): void }} Control
 * @typedef {{ key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, shiftKey: boolean, target: Control }} Press
 * @typedef {object} Page
 * @property {(type: 'keydown', heard: (press: Press) => void, capture: true) => void} addEventListener
 * @property {Record<string, object>} [_JUPYTERLAB]
 */

const page = /** @type {Page} */ (/** @type {unknown} */ (globalThis));

const CONTROLS = ['a', 'input', 'select', 'textarea', 'button', 'summary', 'audio', 'video'];
const IN_OUTPUT = CONTROLS.map(name => `.jp-OutputArea-output ${name}`).join(', ');

/** Shortcuts that nobody takes for a key of the control: Control-S, Shift-Enter. */
const isShortcut = (/** @type {Press} */ { key, ctrlKey, metaKey, altKey, shiftKey }) =>
  ctrlKey || metaKey || altKey || (shiftKey && key === 'Enter');

function activate() {
  // Heard before JupyterLab hears it: with this attribute on what has the focus, it looks for no command.
  page.addEventListener(
    'keydown',
    press => press.target.closest?.(IN_OUTPUT)?.toggleAttribute('data-lm-suppress-shortcuts', !isShortcut(press)),
    true,
  );
}

const extension = { __esModule: true, default: { id: 'course-keys:plugin', autoStart: true, activate } };

page._JUPYTERLAB ??= {};
page._JUPYTERLAB['course-keys'] = { init: () => {}, get: async () => () => extension };
