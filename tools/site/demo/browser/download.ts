/** The folder that this script lies in, and all that it loads. */
export const HERE = new URL('./', location.href).href;

let tell: (bytes: number) => void = () => {};

/** Who is told of every part that arrives, in bytes. */
export function onBytes(listener: typeof tell): void {
  tell = listener;
}

/**
 * A file of the demo.
 * @param path from its folder
 * @throws Error where it is not there, or the site cannot be reached
 */
export async function download(path: string): Promise<Uint8Array> {
  const answer = await fetch(HERE + path);
  if (!answer.ok || !answer.body) throw new Error(`${path} is not there (${answer.status})`);
  const parts: Uint8Array[] = [];
  const reader = answer.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    tell(part.value.length);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** A file that was packed with gzip. */
export async function unpacked(file: Uint8Array): Promise<Uint8Array> {
  const plain = new Blob([file]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}
