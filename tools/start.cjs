'use strict';
// npm start: prepares what is missing, then opens JupyterLab on the course. Old Nodes read this file: see setup/node-version.cjs.
require('./setup/node-version.cjs').demandNode();
const { findPort, startLab } = require('./setup/jupyter.cjs');
const { prepare } = require('./setup/prepare.cjs');
const { Problem, report } = require('./setup/problem.cjs');

const USAGE = `Usage: npm start -- [--no-browser] [--port N]
  --no-browser   only print the address: for a server, or to choose the browser yourself
  --port N       listen on this port (otherwise the first free one from 8888 on)`;

/**
 * @param {string[]} args
 * @throws {Problem} an argument that is unknown, or a port that is none
 */
function parse(args) {
  /** @type {{ browser: boolean, port: number | undefined, help: boolean }} */
  const options = { browser: true, port: undefined, help: false };
  for (let i = 0; i < args.length; i++) {
    const [name, value] = args[i].split(/=(.*)/s);
    if (name === '--no-browser') options.browser = false;
    else if (name === '--help' || name === '-h') options.help = true;
    else if (name === '--port') {
      const text = value === undefined ? args[++i] : value;
      const port = Number(text);
      options.port = port;
      if (!/^\d+$/.test(text) || port < 1 || port > 65535) {
        throw new Problem(
          `--port ${text === undefined ? 'has no number' : `is ${text}`}: expected 1 to 65535.\n${USAGE}`,
          {
            status: 2,
          },
        );
      }
    } else throw new Problem(`npm start does not know ${args[i]}.\n${USAGE}`, { status: 2 });
  }
  return options;
}

async function main() {
  const options = parse(process.argv.slice(2));
  if (options.help) return console.log(USAGE);
  // Before the minutes of preparation, not after.
  await findPort(options.port);
  await prepare();
  const port = await findPort(options.port);
  console.log('Starting JupyterLab…');
  /** @type {Awaited<ReturnType<typeof startLab>> | undefined} */
  let lab;
  let asked = false;
  const stop = () => {
    asked = true;
    if (lab === undefined) process.exit(130);
    lab.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  lab = await startLab({ port, browser: options.browser });
  console.log(`JupyterLab is ready: ${lab.url}`);
  console.log(`It runs until you press Ctrl-C here. What the server has to say goes to ${lab.log}`);
  const status = await lab.ended;
  console.log('JupyterLab has stopped.');
  if (!asked) process.exitCode = status;
}

main().catch(error => {
  process.exitCode = report(error);
});
