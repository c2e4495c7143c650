// In node-llama-cpp's place for tests of the process around it: it says what the model's file holds.
import { readFileSync } from 'node:fs';

let said = '';

export const getLlama = async () => ({
  loadModel: async (/** @type {{ modelPath: string }} */ { modelPath }) => {
    said = readFileSync(modelPath, 'utf8');
    return { createContext: async () => ({ getSequence: () => ({ clearHistory: async () => {} }) }) };
  },
});

export class LlamaChatSession {
  /**
   * @param {string} text
   * @param {{ onTextChunk: (part: string) => void }} options
   */
  async prompt(text, { onTextChunk }) {
    if (text.includes('Die')) process.kill(process.pid, 'SIGKILL');
    const answer = text.startsWith('repeat') ? text : said;
    for (;;) {
      for (const word of answer.split(/(?<= )/)) {
        onTextChunk(word);
        await new Promise(done => setTimeout(done, 5));
      }
      if (!text.includes('for ever')) return answer;
    }
  }
  dispose() {}
}
