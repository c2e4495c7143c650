/** Reads uploads in a process of its own; see upload-reader.ts. */

import { readUpload } from './read-upload';
import { Refusal } from './refusal';
import type { UploadAnswer, UploadQuestion } from './upload-reader';

process.on('message', async ({ files, among }: UploadQuestion) => {
  const answer = await readUpload(
    files.map(file => Buffer.from(file.buffer, file.byteOffset, file.byteLength)),
    among,
  ).then(
    (upload): UploadAnswer => ({ upload, memory: process.memoryUsage.rss() }),
    (error: Error): UploadAnswer => ({
      ...(error instanceof Refusal
        ? { refusal: { status: error.statusCode, words: error.message } }
        : { fault: error.stack ?? error.message }),
      memory: process.memoryUsage.rss(),
    }),
  );
  process.send!(answer);
});
process.on('disconnect', () => process.exit());
