'use strict';
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

/**
 * A file's text, or undefined when it is not there.
 *
 * @param {string} file
 */
function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/**
 * Writes a whole file or nothing: under a temporary name first, then renamed. Leaves a file that says the same alone.
 *
 * @param {string} file
 * @param {string} text
 * @returns {boolean} whether it was written
 */
function writeText(file, text) {
  if (readText(file) === text) return false;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    fs.writeFileSync(temporary, text);
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
  return true;
}

/** @param {string} folder */
function remove(folder) {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

const sha256 = (/** @type {string | Buffer} */ text) => crypto.createHash('sha256').update(text).digest('hex');

module.exports = { readText, writeText, remove, sha256 };
