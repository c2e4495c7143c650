/*
 * A filter of system calls for a child, in the bytes that bubblewrap passes to the kernel.
 *
 * A child has threads and no processes: fork, and clone unless it makes a thread, fail. So do sockets, and what only tools
 * for debugging and for other sandboxes need. Linux on x86-64 and on ARM64; elsewhere there is no filter.
 */

interface Machine {
  /** What the kernel calls the architecture (linux/audit.h). */
  audit: number;
  clone: number;
  clone3: number;
  refused: readonly number[];
}

// the numbers of fork and vfork; socket, ptrace, process_vm_readv, process_vm_writev, mount, umount2, unshare, setns, bpf,
// perf_event_open, userfaultfd, io_uring_setup, keyctl, add_key, memfd_create (asm/unistd_64.h, asm-generic/unistd.h)
const MACHINES: Readonly<Record<string, Machine>> = {
  x64: {
    audit: 0xc000003e,
    clone: 56,
    clone3: 435,
    refused: [57, 58, 41, 101, 310, 311, 165, 166, 272, 308, 321, 298, 323, 425, 250, 248, 319],
  },
  arm64: {
    audit: 0xc00000b7,
    clone: 220,
    clone3: 435,
    refused: [198, 117, 270, 271, 40, 39, 97, 268, 280, 241, 282, 425, 219, 217, 279],
  },
};

const [LOAD, IF_EQUAL, IF_AT_LEAST, IF_SET, RETURN] = [0x20, 0x15, 0x35, 0x45, 0x06];
const [NUMBER, ARCHITECTURE, FIRST_ARGUMENT] = [0, 4, 16]; // offsets in struct seccomp_data
const CLONE_THREAD = 0x00010000;
const X32 = 0x40000000; // the same machine's other numbers
const ALLOW = 0x7fff0000;
const KILL = 0x80000000;
const failWith = (errno: number) => 0x00050000 | errno;
const [EPERM, ENOSYS] = [1, 38];

type Instruction = readonly [code: number, then: number, otherwise: number, value: number];

/** The filter for a machine, undefined where there is none. */
export function filterFor(machine: string = process.arch): Buffer | undefined {
  if (!Object.hasOwn(MACHINES, machine)) return undefined;
  const { audit, clone, clone3, refused } = MACHINES[machine];
  const program: Instruction[] = [
    [LOAD, 0, 0, ARCHITECTURE],
    [IF_EQUAL, 1, 0, audit],
    [RETURN, 0, 0, KILL],
    [LOAD, 0, 0, NUMBER],
    [IF_AT_LEAST, 0, 1, X32],
    [RETURN, 0, 0, failWith(EPERM)],
    // glibc then falls back to clone, whose flags can be seen
    [IF_EQUAL, 0, 1, clone3],
    [RETURN, 0, 0, failWith(ENOSYS)],
    ...refused.flatMap((number): Instruction[] => [
      [IF_EQUAL, 0, 1, number],
      [RETURN, 0, 0, failWith(EPERM)],
    ]),
    [IF_EQUAL, 0, 3, clone],
    [LOAD, 0, 0, FIRST_ARGUMENT],
    [IF_SET, 1, 0, CLONE_THREAD],
    [RETURN, 0, 0, failWith(EPERM)],
    [RETURN, 0, 0, ALLOW],
  ];
  const bytes = Buffer.alloc(8 * program.length);
  program.forEach(([code, then, otherwise, value], i) => {
    bytes.writeUInt16LE(code, 8 * i);
    bytes.writeUInt8(then, 8 * i + 2);
    bytes.writeUInt8(otherwise, 8 * i + 3);
    bytes.writeUInt32LE(value >>> 0, 8 * i + 4);
  });
  return bytes;
}
