/** Reads files in a process of its own; see reader.ts. */

import { type FileQuestion, readFile } from './read-file';
import { LeftOut } from './read-whole';
import type { FileAnswer } from './reader';

process.on('message', async (question: FileQuestion) => {
  const answer = await readFile(question).then(
    (file): FileAnswer => ({ file, memory: process.memoryUsage.rss() }),
    (error: Error): FileAnswer => ({
      ...(error instanceof LeftOut
        ? { leftOut: { reason: error.message, fleeting: error.fleeting } }
        : { fault: error.message }),
      memory: process.memoryUsage.rss(),
    }),
  );
  process.send!(answer);
});
process.on('disconnect', () => process.exit());
