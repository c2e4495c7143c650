'use strict';

/*
 * Doors that Node's permission model leaves open on the versions of Node that have no word for them: signals to other
 * processes, the network, debuggers, and all that makes Node itself write files (flags of V8, traces, reports, snapshots,
 * sockets with a path). Inside bubblewrap's and unshare's namespaces they lead nowhere anyway. A submission that knows Node
 * well may get round this: environment.md says so.
 */
const dgram = require('node:dgram');
const dns = require('node:dns');
const { isBuiltin, syncBuiltinESMExports } = require('node:module');
const net = require('node:net');
const path = require('node:path');
const v8 = require('node:v8');

/** What no answer needs, a module a line; what a version of Node does not have is passed over. */
const CLOSED = {
  dgram: ['createSocket', '_createSocketHandle'],
  inspector: ['Session', 'open'],
  'inspector/promises': ['Session', 'open'],
  module: ['register', 'enableCompileCache', 'flushCompileCache'],
  net: ['_createServerHandle'],
  os: ['setPriority'],
  process: ['_debugEnd', '_debugProcess', '_kill', '_linkedBinding', 'binding', 'execve', 'kill', 'loadEnvFile'],
  sqlite: ['DatabaseSync', 'StatementSync', 'backup'],
  trace_events: ['createTracing'],
  v8: ['setHeapSnapshotNearHeapLimit', 'stopCoverage', 'takeCoverage', 'writeHeapSnapshot'],
  wasi: ['WASI'],
  worker_threads: ['Worker'],
};

/** Of the handles below sockets, which every socket leads to. */
const CLOSED_OF_HANDLES = /^(bind|connect|send|listen|fchmod|query|getHostByAddr)/;

/** The flag that gives `gc()`, for who measures memory. */
const HARMLESS_FLAG = /^--expose[-_]gc$/;

/** @returns {never} */
function closed() {
  throw Object.assign(new Error('Access to this API has been restricted'), { code: 'ERR_ACCESS_DENIED' });
}

/**
 * @param {object} owner
 * @param {string} name
 * @param {unknown} [value] instead
 */
function replace(owner, name, value = closed) {
  if (name in owner)
    Object.defineProperty(owner, name, { value, configurable: true, enumerable: true, writable: true });
}

/**
 * The methods of a handle, wherever another one of its kind comes from.
 * @param {object | number | undefined} handle a number: an error
 */
function closeHandle(handle) {
  if (typeof handle !== 'object') return;
  for (let kind = handle; kind && kind !== Object.prototype; kind = Object.getPrototypeOf(kind)) {
    for (const name of Object.getOwnPropertyNames(kind)) if (CLOSED_OF_HANDLES.test(name)) replace(kind, name);
  }
}

function closeNetwork() {
  for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    for (const [name, value] of Object.entries(owner)) {
      if (typeof value === 'function' && name !== 'Resolver') replace(owner, name);
    }
  }
  for (const name of ['bind', 'send']) replace(dgram.Socket.prototype, name);
  replace(net.Socket.prototype, 'connect');
  for (const name of ['listen', '_listen2']) replace(net.Server.prototype, name);
}

/**
 * Their classes have no name that can be asked for: a handle of each leads to its class.
 * @param {net.Socket} pipe
 */
function closeHandles(pipe) {
  /** @type {any[]} */
  const [pipes, sockets, datagrams, resolver] = [pipe, net, dgram, new dns.Resolver()];
  const tcp = sockets._createServerHandle('127.0.0.1', 0, 4);
  const udp = datagrams._createSocketHandle(null, 0, 'udp4');
  for (const handle of [pipes._handle, tcp, udp, resolver._handle]) closeHandle(handle);
  for (const handle of [tcp, udp]) handle?.close?.();
}

/** Reports may be looked at, and not be written: what is set of them, as packages do, has no effect. */
function closeReports() {
  const { report } = process;
  if (!report) return;
  const getReport = (/** @type {Error | undefined} */ error) => report.getReport(error);
  replace(process, 'report', { getReport, writeReport: closed });
}

function closeFlags() {
  const { setFlagsFromString } = v8;
  replace(v8, 'setFlagsFromString', (/** @type {unknown} */ flag) =>
    typeof flag === 'string' && HARMLESS_FLAG.test(flag) ? setFlagsFromString(flag) : closed(),
  );
}

/** To be in a folder is to be where Node writes what is given no place: only in those that may be read. */
function closeFolders() {
  const { chdir, permission } = process;
  replace(process, 'chdir', (/** @type {string} */ folder) =>
    permission.has('fs.read', path.resolve(folder)) ? chdir(folder) : closed(),
  );
}

/** @param {net.Socket} pipe any one that is open */
function closeDoors(pipe) {
  closeHandles(pipe);
  closeNetwork();
  closeReports();
  closeFlags();
  closeFolders();
  // all are loaded before the first is closed: some are made of others
  const owners = Object.keys(CLOSED).map(name => (isBuiltin(`node:${name}`) ? require(`node:${name}`) : {}));
  for (const [i, names] of Object.values(CLOSED).entries()) for (const name of names) replace(owners[i], name);
  syncBuiltinESMExports(); // import() reads the names of a module from a list of its own
}

module.exports = { closeDoors };
