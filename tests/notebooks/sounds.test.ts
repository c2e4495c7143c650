import { afterAll, describe, expect, test } from 'vitest';
import { notebookText, run, scratch } from './support';

// The decoders are ES modules, and what the kernel makes of an import is a require: they must load there too.

const files = scratch();
afterAll(() => files.remove());

describe('sounds in the kernel', () => {
  test('files of the reader’s own in every format, and the sounds that ship', async () => {
    const formats = ['tone.flac', 'tone.ogg', 'tone.opus', 'tone.mp3'];
    const file = files.file(
      'sounds.ipynb',
      notebookText([
        `import { readSound } from './lib/data/sound-file';
import { loadNotes } from './lib/data/instruments';
import { loadRecordings } from './lib/data/recordings';
import { readPlaces } from './lib/data/sound-place';
import { windowMels } from './lib/data/sound-windows';
import { loadSpokenDigits } from './lib/data/spoken-digits';
import { wavDataUri } from './lib/data/wav';`,
        [
          `for (const name of ${JSON.stringify(formats)}) {
  const { seconds, rate } = await readSound('tests/reference/fixtures/sounds/' + name);
  console.log(name, seconds.toFixed(0), rate);
}`,
          { prints: formats.map(name => `${name} 1 ${name === 'tone.opus' ? 48_000 : 22_050}`) },
        ],
        [
          `const notes = await loadNotes();
const digits = await loadSpokenDigits('test');
const { sounds, names } = await loadRecordings('animals');
const lion = windowMels(sounds[names.indexOf('lion')]);
const [{ samples, rate }] = await readPlaces([notes.places.find(place => place)!]);
const uri = wavDataUri(samples, rate);
console.log(notes.size > 1000, digits.size > 500, lion.length % 2400, uri.slice(0, 22));`,
          { prints: ['true true 0 data:audio/wav;base64,'] },
        ],
      ]),
    );
    const { problem, cells } = await run(files.folder, file);
    expect(problem).toBeUndefined();
    expect(cells.map(({ status, problems }) => ({ status, problems }))).toEqual(
      Array(3).fill({ status: 'ok', problems: [] }),
    );
  });
});
