'use strict';
// Starting JupyterLab so that it stays inside the project's folder and calls nobody.
const { spawn } = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');
const net = require('node:net');
const path = require('node:path');
const { endTree } = require('./child.cjs');
const { readText } = require('./files.cjs');
const { root, jupyter, venvPython } = require('./paths.cjs');
const { Problem } = require('./problem.cjs');
const { pythonEnvironment } = require('./python.cjs');

const HOST = '127.0.0.1'; // this machine only
const FIRST_PORT = 8888;

/** The environment for everything of Jupyter's: what it writes, it writes into .jupyter/; the reader's own Jupyter is not read. */
function jupyterEnvironment(env = process.env) {
  const place = (/** @type {string} */ name) => path.join(jupyter, name);
  return {
    ...pythonEnvironment(env),
    JUPYTER_CONFIG_DIR: place('config'),
    JUPYTER_DATA_DIR: place('data'),
    JUPYTER_RUNTIME_DIR: place('runtime'),
    JUPYTERLAB_SETTINGS_DIR: place('lab-settings'),
    JUPYTERLAB_WORKSPACES_DIR: place('lab-workspaces'),
    IPYTHONDIR: place('ipython'),
    JUPYTER_PREFER_ENV_PATH: '1',
    JUPYTER_NO_CONFIG: '1',
  };
}

/** Where JupyterLab opens: the first lesson. */
function firstPage() {
  const folder = path.join(root, 'notebooks');
  const lessons = fs.existsSync(folder) ? fs.readdirSync(folder).filter(name => name.endsWith('.ipynb')) : [];
  const first = lessons.sort()[0];
  return first ? `/lab/tree/notebooks/${encodeURIComponent(first)}` : '/lab';
}

/**
 * @param {number} port
 * @returns {Promise<boolean>} whether it is free
 */
function tryPort(port) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen({ port, host: HOST, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

const portTaken = (/** @type {number} */ port) =>
  new Problem(
    `Port ${port} is in use by another program (perhaps by a JupyterLab of this course that still runs).\nExpected: a free port. Choose another (npm start -- --port ${port + 1}), or leave --port out and a free one is taken.`,
  );

/**
 * The port to listen on: the one asked for, or the first free one from 8888 on.
 *
 * @param {number} [asked]
 * @throws {Problem} the port that was asked for is in use or not allowed
 */
async function findPort(asked) {
  if (asked !== undefined) {
    try {
      if (await tryPort(asked)) return asked;
    } catch (error) {
      throw new Problem(
        `Port ${asked} cannot be opened (${/** @type {NodeJS.ErrnoException} */ (error).code}): ports below 1024 belong to the system.\nChoose one from 1024 to 65535: npm start -- --port 8888`,
      );
    }
    throw portTaken(asked);
  }
  for (let port = FIRST_PORT; port < FIRST_PORT + 100; port++) {
    if (await tryPort(port)) return port;
  }
  throw new Problem(`No port from ${FIRST_PORT} to ${FIRST_PORT + 99} is free. Name one: npm start -- --port N`);
}

/**
 * The host under which a codespace of GitHub's forwards a port to its owner's browser; undefined elsewhere.
 *
 * @param {number} port
 */
function forwardedHost(port, env = process.env) {
  const { CODESPACE_NAME: name, GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN: domain } = env;
  return name && domain ? `${name}-${port}.${domain}` : undefined;
}

/**
 * A request from the forwarded address, and from no other, is taken like one from this machine. The token is asked for all the same.
 *
 * @param {string | undefined} host
 */
const forwardingArguments = host =>
  host ? [`--ServerApp.allow_origin=https://${host}`, `--ServerApp.local_hostnames=['localhost', '${host}']`] : [];

/** @param {{ port: number, browser: boolean, page: string }} options */
function labArguments({ port, browser, page }) {
  return [
    '-m',
    'jupyterlab',
    `--ServerApp.ip=${HOST}`,
    `--ServerApp.port=${port}`,
    '--ServerApp.port_retries=0',
    `--ServerApp.root_dir=${root}`,
    `--ServerApp.open_browser=${browser ? 'True' : 'False'}`,
    `--LabApp.default_url=${page}`,
    ...forwardingArguments(forwardedHost(port)),
    // Containers and servers often run as root. Only this machine is listened to, and the token is asked for.
    '--ServerApp.allow_root=True',
    // Nothing is fetched from the network: no news, no search for updates, no catalogue of extensions.
    '--LabApp.news_url=None',
    '--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate',
    '--LabApp.extension_manager=readonly',
    // JUPYTER_NO_CONFIG leaves out the files that would switch these on.
    "--ServerApp.jpserver_extensions={'jupyterlab': True, 'jupyter_server_terminals': True, 'jupyter_lsp': True}",
    // Only the course's kernel is offered; looking for language servers would cost seconds at every start.
    '--KernelSpecManager.ensure_native_kernel=False',
    "--KernelSpecManager.allowed_kernelspecs={'tslab'}",
    '--MultiKernelManager.default_kernel_name=tslab',
    '--LanguageServerManager.autodetect=False',
  ];
}

/**
 * @param {number} port
 * @param {string} token
 * @returns {Promise<boolean>}
 */
function answers(port, token) {
  return new Promise(resolve => {
    const options = {
      host: HOST,
      port,
      path: '/api/status',
      headers: { Authorization: `token ${token}` },
      timeout: 2000,
    };
    const request = http.get(options, response => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

/**
 * Starts JupyterLab on the course and waits until it answers.
 *
 * @param {{ port: number, browser: boolean }} options
 * @returns {Promise<{ url: string, log: string, ended: Promise<number>, stop: () => void }>} the address with its token; the file that the
 *   server's own words go to; the server's exit status, when it has ended; `stop` ends it and its kernels
 * @throws {Problem} the server ended before it answered, or did not answer within a minute
 */
async function startLab({ port, browser }) {
  fs.mkdirSync(jupyter, { recursive: true, mode: 0o700 });
  const page = firstPage();
  const log = path.join(jupyter, `lab-${port}.log`);
  const token = crypto.randomBytes(24).toString('hex');
  const output = fs.openSync(log, 'w', 0o600);
  const child = spawn(venvPython, labArguments({ port, browser, page }), {
    cwd: root,
    // In the environment, since other users of the machine can read a process's arguments.
    env: { ...jupyterEnvironment(), JUPYTER_TOKEN: token },
    stdio: ['ignore', output, output],
  });
  fs.closeSync(output);
  /** @type {number | undefined} */
  let status;
  /** @type {Promise<number>} */
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      status = code ?? (signal ? 1 : 0);
      resolve(status);
    });
  });
  ended.catch(() => {});
  // It ends its kernels first, which takes a while.
  const stop = () => endTree(child, { group: false, patience: 15_000 });
  process.once('exit', stop);
  const limit = Date.now() + 60_000;
  while (!(await answers(port, token))) {
    if (status === undefined && Date.now() < limit) {
      await Promise.race([ended, new Promise(done => setTimeout(done, 100))]);
      continue;
    }
    stop();
    const tail = (readText(log) ?? '').trim().split('\n').slice(-12).join('\n');
    if (/already in use/.test(tail)) throw portTaken(port);
    const what =
      status === undefined ? 'did not answer within a minute' : `ended with status ${status} before it answered`;
    throw new Problem(`JupyterLab ${what}.\nIts last words (all of them are in ${log}):\n${tail}`);
  }
  const forwarded = forwardedHost(port);
  const origin = forwarded ? `https://${forwarded}` : `http://${HOST}:${port}`;
  return { url: `${origin}${page}?token=${token}`, log, ended, stop };
}

module.exports = { jupyterEnvironment, findPort, startLab };
