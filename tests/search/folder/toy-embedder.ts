import type { Embedded, FolderEmbedder, Source } from '../../../lib/search/folder/embedder';

/** Encoders of a few numbers that know colours and letters: nothing is loaded, and what is alike is near. */
export function toyEmbedder(): FolderEmbedder & { embedded: number } {
  const toy = {
    ...{ dim: DIM, shared: SHARED, side: 48 as const, fingerprint: 'toy', embedded: 0 },
    seen: async ([{ photograph }]: readonly { photograph: Uint8Array }[]) =>
      made(colours(photograph), 'photograph', true),
    pictured: async ({ pixels }: { pixels: Uint8Array }) => made(colours(pixels), 'drawing', false),
    heard: async ({ samples }: { samples: Float32Array }) => made([samples.length, 1, 1], 'sound', false),
    said: async (texts: string[]) => texts.map(text => made(letters(text), 'passage', true)),
    dispose: () => {},
  };
  return toy;

  function made(numbers: number[], source: Source, described: boolean): Embedded {
    toy.embedded++;
    const vector = new Float32Array(DIM);
    numbers.slice(0, SHARED).forEach((value, i) => {
      vector[i] = value + 1e-3;
      if (described) vector[SHARED + i] = value + 1e-3;
    });
    const length = Math.hypot(...vector);
    return { vector: vector.map(value => value / length), source };
  }
}

const DIM = 6;
const SHARED = 3;

const colours = (pixels: Uint8Array) =>
  [0, 1, 2].map(channel => pixels.filter((_, i) => i % 3 === channel).reduce((sum, value) => sum + value, 0));

/** How many of the letters of a text are of each third of the alphabet: 'red' words and 'blue' ones. */
function letters(text: string): number[] {
  const thirds = [0, 0, 0];
  for (const letter of text.toLowerCase().match(/[a-z]/g) ?? []) thirds[Math.floor((letter.charCodeAt(0) - 97) / 9)]++;
  return thirds;
}
