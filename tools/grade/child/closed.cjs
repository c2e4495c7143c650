'use strict';

/*
 * Doors that Node's permission model leaves open on the versions of Node that have no word for them: signals to other processes,
 * and the network. Inside bubblewrap's namespaces they lead nowhere anyway. A submission that knows Node well gets round
 * this: environment.md says so.
 */
const dgram = require('node:dgram');
const dns = require('node:dns');
const net = require('node:net');

/** @returns {never} */
function closed() {
  throw Object.assign(new Error('Access to this API has been restricted'), { code: 'ERR_ACCESS_DENIED' });
}

function closeDoors() {
  process.kill = closed;
  Object.assign(process, { _kill: closed });
  net.Socket.prototype.connect = closed;
  net.Server.prototype.listen = closed;
  dgram.createSocket = closed;
  dgram.Socket.prototype.bind = closed;
  dgram.Socket.prototype.send = closed;
  for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    for (const [name, value] of Object.entries(owner)) {
      if (typeof value === 'function' && name !== 'Resolver') Object.assign(owner, { [name]: closed });
    }
  }
}

module.exports = { closeDoors };
