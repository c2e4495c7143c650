/// <reference lib="dom" />
/**
 * Starts the WASM backend on a memory that threads can share. TensorFlow.js's SIMD binary declares a memory of its own; one bit of
 * that declaration makes it shared (WebAssembly threads proposal, "limits"). `WebAssembly.instantiate` is put back afterwards.
 * @throws Error if the binary's memory cannot be shared
 */
export async function withSharedMemory<T>(start: () => Promise<T>): Promise<T> {
  const original = WebAssembly.instantiate;
  const patched = (source: BufferSource | WebAssembly.Module, imports?: WebAssembly.Imports) =>
    original(source instanceof WebAssembly.Module ? source : (shareMemory(source) as BufferSource), imports);
  WebAssembly.instantiate = patched as typeof original;
  try {
    return await start();
  } finally {
    WebAssembly.instantiate = original;
  }
}

const MEMORY_SECTION = 5;
const HAS_MAXIMUM = 1;
const SHARED = 2;

function shareMemory(source: BufferSource): Uint8Array {
  const view = ArrayBuffer.isView(source) ? source : { buffer: source, byteOffset: 0, byteLength: source.byteLength };
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice();
  let at = 8; // after the magic number and the version
  const leb128 = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  };
  while (at < bytes.length) {
    const section = bytes[at++];
    const size = leb128();
    const next = at + size;
    if (section === MEMORY_SECTION) {
      leb128(); // the number of memories
      if (!(bytes[at] & HAS_MAXIMUM)) {
        throw new Error('withSharedMemory: the binary declares a memory without a maximum, which cannot be shared');
      }
      bytes[at] |= SHARED;
      return bytes;
    }
    at = next;
  }
  throw new Error('withSharedMemory: the binary declares no memory of its own');
}
