// Starts the engine that the environment asks for and prints it, or the error: node start.ts [options as JSON]
import { startEngine, tf } from '../../../lib/engine/index';

async function main(options: string) {
  try {
    const listeners = () => process.listenerCount('unhandledRejection') + process.listenerCount('uncaughtException');
    const before = listeners();
    const engine = await startEngine(JSON.parse(options));
    const more = listeners() - before;
    console.log(JSON.stringify({ ...engine, line: String(engine), backend: tf.getBackend(), listeners: more }));
  } catch (error) {
    console.log(JSON.stringify({ error: (error as Error).message }));
  }
}

main(process.argv[2] ?? '{}');
