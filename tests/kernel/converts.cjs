// node converts.cjs ROOT KEPT: tslab's converter in a project, as the kernel has it. Lines of JSON in, each a cell's source, or `{file, text}` to be
// written first; a line out for each cell: what is wrong with it, and which files of lib/ were checked for it and which came with it.
const fs = require('node:fs');
const path = require('node:path');
const readline = require('node:readline');

const [root, kept] = process.argv.slice(2);
process.chdir(root);
const kernel = path.join(__dirname, '..', '..', 'tools', 'kernel');
const { changeCompiler, mendCompiler, tslabCompiler } = require(path.join(kernel, 'compiler.cjs'));

mendCompiler();
/** @type {string[]} */
let checked = [];
const { getPreEmitDiagnosticsOfFiles: diagnose } = /** @type {any} */ (tslabCompiler());
changeCompiler({
  getPreEmitDiagnosticsOfFiles: (/** @type {unknown} */ program, /** @type {{ fileName: string }[]} */ files) => {
    checked = files.map(({ fileName }) => path.relative(root, fileName)).filter(name => name.startsWith('lib'));
    return diagnose(program, files);
  },
});
require(path.join(kernel, 'checked.cjs')).rememberChecked(root, kept);
const converter = require('tslab/dist/converter').createConverter({ isJS: false, isBrowser: false });

readline.createInterface({ input: process.stdin }).on('line', line => {
  const { file, text, source } = JSON.parse(line);
  if (file) {
    fs.writeFileSync(path.join(root, file), text);
    setTimeout(() => console.log('{}'), 1500); // until the compiler has seen it
    return;
  }
  const { diagnostics, sideOutputs = [] } = converter.convert('', source);
  const outputs = Object.fromEntries(sideOutputs.map(one => [path.relative(root, one.path), one.data]));
  setImmediate(() => console.log(JSON.stringify({ wrong: diagnostics.map(one => one.messageText), checked, outputs })));
});
