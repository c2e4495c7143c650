'use strict';

/*
 * lib/ is checked and translated once.
 *
 * For a cell that imports from lib/, tslab has every file there that the cell leads to checked, translated, and translated again:
 * seconds, and in each kernel anew. Here what came of a file is kept for later kernels, as long as lib/, the packages and the
 * compiler are the same. Of a file with an error nothing is kept, and once a file was edited in a running kernel, nothing is taken.
 */
const fs = require('node:fs');
const path = require('node:path');
const { readText, sha256, writeText } = require('../setup/files.cjs');
const { changeCompiler, tslabCompiler } = require('./compiler.cjs');

/** @typedef {import('typescript').EmitAndSemanticDiagnosticsBuilderProgram} Builder */
/** @typedef {import('typescript').WatchCompilerHostOfFilesAndCompilerOptions<Builder>} Host */
/** @typedef {{ getPreEmitDiagnosticsOfFiles(program: unknown, files: readonly SourceFile[]): unknown }} Own only tslab's build has it */
/** @typedef {typeof import('typescript') & Own} Compiler */
/** @typedef {import('typescript').SourceFile & { version?: string }} SourceFile a watching compiler's have their digest as version */
/** @typedef {{ name: string, written: string, commonJs: string }} Checked what the compiler wrote, where, and what tslab makes of it */

/**
 * The digests of the sources in a folder, as the compiler counts them, by name.
 * @param {string} folder
 */
function versionsIn(folder) {
  /** @type {Map<string, string>} */
  const versions = new Map();
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) for (const [file, version] of versionsIn(name)) versions.set(file, version);
    else if (/\.(ts|cjs|json)$/.test(name)) versions.set(name, sha256(fs.readFileSync(name, 'utf8')));
  }
  return versions;
}

/**
 * @param {string} file
 * @param {string} digest
 * @returns {Map<string, Checked>}
 */
function readKept(file, digest) {
  try {
    const kept = JSON.parse(readText(file) ?? '{}');
    return new Map(kept.digest === digest ? kept.files : []);
  } catch {
    return new Map();
  }
}

/**
 * @param {string} root the project's
 * @param {string} keptIn a file
 */
function rememberChecked(root, keptIn) {
  const ts = /** @type {Compiler} */ (tslabCompiler());
  const { createWatchProgram, getPreEmitDiagnosticsOfFiles: diagnose } = ts;
  const lib = `${root.replaceAll(path.sep, '/')}/lib`;
  const versions = versionsIn(lib);
  const packages = readText(path.join(root, 'node_modules', '.package-lock.json'));
  const digest = sha256(JSON.stringify([ts.version, process.version, packages, [...versions]]));
  const checked = readKept(keptIn, digest);
  let isAsFound = true;
  let isSaved = true;
  /** @type {Checked | undefined} */
  let translating;

  function save() {
    isSaved = true;
    try {
      writeText(keptIn, JSON.stringify({ digest, files: [...checked] }));
    } catch {
      // where nothing can be written, each kernel checks for itself
    }
  }

  /**
   * @param {Builder} builder
   * @returns {Builder}
   */
  function withKept(builder) {
    const files = /** @type {readonly SourceFile[]} */ (builder.getSourceFiles());
    isAsFound &&= files.every(one => !one.fileName.startsWith(`${lib}/`) || versions.get(one.fileName) === one.version);
    return {
      ...builder,
      emit(file, write, ...rest) {
        const isOurs = isAsFound && file && versions.has(file.fileName);
        if (!isOurs || !write) return builder.emit(file, write, ...rest);
        const kept = checked.get(file.fileName);
        const take = (/** @type {Checked} */ one) => {
          translating = one;
          write(one.name, one.written, false);
          translating = undefined;
        };
        if (kept) {
          take(kept);
          return { emitSkipped: false, diagnostics: [] };
        }
        return builder.emit(
          file,
          (name, written) => {
            if (!name.endsWith('.js')) return; // tslab has no use for a declaration of it
            const made = { name, written, commonJs: '' };
            take(made);
            checked.set(file.fileName, made);
            if (isSaved) setImmediate(save);
            isSaved = false;
          },
          ...rest,
        );
      },
    };
  }

  changeCompiler({
    createWatchProgram(/** @type {Host} */ host) {
      const take = host.afterProgramCreate;
      host.afterProgramCreate = builder => take?.(withKept(builder));
      return createWatchProgram(host);
    },
    getPreEmitDiagnosticsOfFiles: (/** @type {unknown} */ program, /** @type {SourceFile[]} */ files) =>
      diagnose(
        program,
        files.filter(({ fileName }) => !isAsFound || !checked.has(fileName)),
      ),
    transpileModule(/** @type {string} */ text, /** @type {import('typescript').TranspileOptions} */ options) {
      if (translating?.written !== text) return ts.transpileModule(text, options);
      translating.commonJs ||= ts.transpileModule(text, options).outputText;
      return { outputText: translating.commonJs };
    },
  });
}

module.exports = { rememberChecked };
