'use strict';

/*
 * What an answer may read of the machine, where the walls leave nothing to read it from: no /proc, no list of accounts, no
 * network. It gets something of the same form, so that a line that prints the memory in use does not end an answer.
 */
const os = require('node:os');
const v8 = require('node:v8');

/** @returns {NodeJS.MemoryUsage} */
function ownMemory() {
  const { total_heap_size, used_heap_size, external_memory } = v8.getHeapStatistics();
  const rss = 1024 * process.resourceUsage().maxRSS;
  return { rss, heapTotal: total_heap_size, heapUsed: used_heap_size, external: external_memory, arrayBuffers: 0 };
}

/** @returns {os.CpuInfo[]} */
const ownCpus = () =>
  Array.from({ length: os.availableParallelism() }, () => ({
    model: 'unknown',
    speed: 0,
    times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 },
  }));

const HOME = '/';
const ownUser = () => ({
  uid: process.getuid?.() ?? -1,
  gid: process.getgid?.() ?? -1,
  username: 'student',
  homedir: HOME,
  shell: null,
});

/**
 * @template {unknown[]} A
 * @template R
 * @param {(...args: A) => R} read
 * @param {() => R} instead where it throws, or reads nothing
 * @returns {(...args: A) => R}
 */
function orElse(read, instead) {
  return (...args) => {
    try {
      const value = read(...args);
      return value === 0 || (Array.isArray(value) && value.length === 0) ? instead() : value;
    } catch {
      return instead();
    }
  };
}

/** Before the doors are closed, which makes these known to import() as well. */
function readWithoutProc() {
  const { memoryUsage, availableMemory } = process;
  const rss = orElse(memoryUsage.rss, () => ownMemory().rss);
  process.memoryUsage = Object.assign(orElse(memoryUsage, ownMemory), { rss });
  if (availableMemory) process.availableMemory = orElse(availableMemory, os.freemem);
  os.cpus = orElse(os.cpus, ownCpus);
  os.homedir = orElse(os.homedir, () => HOME);
  os.userInfo = /** @type {typeof os.userInfo} */ (orElse(os.userInfo, ownUser));
  os.networkInterfaces = orElse(os.networkInterfaces, () => ({}));
}

module.exports = { readWithoutProc };
