/** What of `node:crypto` the search uses, in a browser: a browser's own SHA-256 has to be waited for. */

const LARGE = 2 ** 32;

/** The first 32 bits of the fractions of roots of the first primes. */
function fractions(root: number, count: number): Uint32Array {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every(prime => n % prime !== 0)) primes.push(n);
  return Uint32Array.from(primes, prime => (prime ** (1 / root) % 1) * LARGE);
}

const START = fractions(2, 8);
const ROUNDS = fractions(3, 64);

const turned = (word: number, by: number) => (word >>> by) | (word << (32 - by));

/** One block of 64 bytes (FIPS 180-4, section 6.2.2). */
function addBlock(state: Uint32Array, words: Uint32Array): void {
  for (let i = 16; i < 64; i++) {
    const [early, late] = [words[i - 15]!, words[i - 2]!];
    const one = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const other = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    words[i] = words[i - 16]! + one + words[i - 7]! + other;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as number[] as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let i = 0; i < 64; i++) {
    const choice = (e & f) ^ (~e & g);
    const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + ROUNDS[i]! + words[i]!) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] += word;
  });
}

function sha256(bytes: Uint8Array): string {
  const whole = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  const view = new DataView(whole.buffer);
  view.setUint32(whole.length - 8, Math.floor((bytes.length * 8) / LARGE));
  view.setUint32(whole.length - 4, bytes.length * 8);
  const state = Uint32Array.from(START);
  const words = new Uint32Array(64);
  for (let block = 0; block < whole.length; block += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getUint32(block + 4 * i);
    addBlock(state, words);
  }
  return Array.from(state, word => word.toString(16).padStart(8, '0')).join('');
}

interface Hash {
  update(data: Uint8Array | string): Hash;
  digest(encoding: 'hex'): string;
}

/** The hash of what it is given, once. */
export function createHash(_name: 'sha256'): Hash {
  let given: Uint8Array = new Uint8Array();
  const hash: Hash = {
    update: data => {
      given = typeof data === 'string' ? new TextEncoder().encode(data) : data;
      return hash;
    },
    digest: () => sha256(given),
  };
  return hash;
}
