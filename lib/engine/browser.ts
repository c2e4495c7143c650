import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { silenceBanner, tf } from './tensorflow';

// what `lib/engine/index` gives, and is asked for there
export * from './seeds';
export * from './tensorflow';

/** The engines of a browser, the first that starts: to look at a picture now and then, no graphics card need be woken up. */
const ENGINES = ['wasm', 'webgl', 'cpu'] as const;

/**
 * Starts an engine in a browser, where it stands in for `lib/engine/index`: to embed, not to train.
 * @param wasm address of the folder with the .wasm files of @tensorflow/tfjs-backend-wasm
 * @returns its name
 * @throws Error where none starts
 */
export async function startEngineInBrowser(wasm: string): Promise<(typeof ENGINES)[number]> {
  silenceBanner();
  setWasmPaths(wasm);
  for (const name of ENGINES) {
    const started = await tf.setBackend(name).catch(() => false);
    if (!started) continue;
    await tf.ready();
    return name;
  }
  throw new Error(`startEngineInBrowser: none of ${ENGINES.join(', ')} starts here; try another browser`);
}
