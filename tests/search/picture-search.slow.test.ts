import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadClips } from '../../lib/data/clips';
import { conceptPositions, loadConcepts } from '../../lib/data/concepts';
import { loadPhotographFiles, type PhotographSource } from '../../lib/data/photographs';
import { loadPictures } from '../../lib/data/pictures';
import { takePictures } from '../../lib/data/take-pictures';
import { loadTowers, type Towers } from '../../lib/encoders/towers';
import { startEngine } from '../../lib/engine/index';
import { seededRandom } from '../../lib/engine/seeds';
import { drawBlanks } from '../../lib/sampling/draw-blanks';
import { openStore } from '../../lib/search/open-store';
import { openPictureSearch, type PictureSearch } from '../../lib/search/picture-search';
import { openSearch, type Search } from '../../lib/search/search';
import { readSeen } from '../../tools/search/read-upload';

/** Where the search finds drawings: those of one style. */
async function searchAmong(towers: Towers): Promise<Search> {
  const [noto, concepts] = [await loadPictures('noto', { side: towers.side }), await loadConcepts()];
  const store = await openStore('memory:', { dim: towers.image.dim, fingerprint: towers.fingerprint });
  const rows = await towers.image.embed(noto);
  const values = Float32Array.from(await rows.data());
  await store.upsert(
    Array.from({ length: noto.size }, (_, i) => ({
      ...{ id: `noto/${i}`, modality: 'image', source: 'noto', title: noto.captions[i], hash: String(i) },
      label: concepts[noto.concepts[i]].id,
      vector: values.slice(i * towers.image.dim, (i + 1) * towers.image.dim),
    })),
  );
  return openSearch(store, { image: towers.image, text: towers.text });
}

let folder: string;
let towers: Towers;
let drawings: Search;
let pictures: PictureSearch;
beforeAll(async () => {
  await startEngine();
  folder = await mkdtemp(join(tmpdir(), 'pictures-'));
  towers = await loadTowers();
  drawings = await searchAmong(towers);
  pictures = await openPictureSearch(towers, drawings, { address: `lance:${folder}/store` });
});
afterAll(async () => {
  await pictures.close();
  await rm(folder, { recursive: true, force: true });
});

/** How many of a set's photographs have their concept among the five likeliest, and of how many of these nothing is said to fit. */
async function countRight(source: PhotographSource, search: PictureSearch) {
  const files = (await loadPhotographFiles(source)).filter(({ concept }) => concept !== undefined);
  let [right, silenced] = [0, 0];
  for (const { file, concept } of files) {
    const { concepts, nothing } = await search.meaning([await readSeen(file)]);
    if (!concepts.slice(0, 5).some(likely => likely.concept === concept)) continue;
    right++;
    if (nothing) silenced++;
  }
  return { of: files.length, right, silenced };
}

const meaning = async (bytes: Uint8Array) => pictures.meaning([await readSeen(bytes)]);

/** Pictures that lie one after the other, as files. */
const framesOf = (pixels: Uint8Array, side: number): Promise<Buffer[]> =>
  Promise.all(
    Array.from({ length: pixels.length / (side * side * 3) }, (_, i) =>
      sharp(pixels.subarray(i * side * side * 3, (i + 1) * side * side * 3), {
        raw: { width: side, height: side, channels: 3 },
      })
        .resize(256, 256)
        .png()
        .toBuffer(),
    ),
  );

/** Four frames of a film that moves across a photograph, comes back from it, and gets lighter. */
async function filmOf(photograph: Uint8Array): Promise<Buffer[]> {
  const { width, height } = await sharp(photograph).metadata();
  return Promise.all(
    [0, 1, 2, 3].map(i => {
      const part = { width: Math.round(width * (0.7 + 0.06 * i)), height: Math.round(height * (0.7 + 0.06 * i)) };
      const left = Math.round(((width - part.width) * i) / 3);
      const top = Math.round(((height - part.height) * (3 - i)) / 3);
      return sharp(photograph)
        .extract({ ...part, left, top })
        .flatten({ background: '#ffffff' })
        .modulate({ brightness: 0.85 + 0.08 * i })
        .png()
        .toBuffer();
    }),
  );
}

describe('what a picture shows', () => {
  test('is found stored the second time', async () => {
    expect(pictures.indexed.embedded).toBe(2 * 1256 + pictures.photographs.size + pictures.known.blanks.length);
    const again = await openPictureSearch(towers, drawings, { address: `lance:${folder}/store` });
    expect(again.indexed).toMatchObject({ embedded: 0, unchanged: pictures.indexed.embedded });
    await again.close();
  });

  test('is told of a photograph by its file, mirrored and darker than it was', async () => {
    const all = [...pictures.photographs.values()];
    let [right, likely] = [0, 0];
    const some = all.filter((_, i) => i % 7 === 0);
    for (const { file, label } of some) {
      const other = await sharp(file).flop().modulate({ brightness: 0.8 }).jpeg().toBuffer();
      const { concepts, photograph } = await meaning(other);
      if (photograph > 0.5) likely++;
      if (concepts.slice(0, 5).some(({ concept }) => concept === label)) right++;
    }
    expect(right / some.length).toBeGreaterThan(0.9);
    expect(likely / some.length).toBeGreaterThan(0.9);
  });

  // what environment.md says; a photograph of the set that is asked for is never among those that are known
  test.each([
    ['gcompris', 'tuxpaint', 0.72],
    ['tuxpaint', 'gcompris', 0.6],
  ] as const)('is told of the photographs of %s by names and the photographs of %s', async (asked, known, least) => {
    const others = await openPictureSearch(towers, drawings, { sources: [known] });
    const { of, right, silenced } = await countRight(asked, others);
    console.log(
      `${asked}: ${right} of ${of} among the five likeliest, of which ${silenced} were taken for nothing known`,
    );
    expect(right / of).toBeGreaterThan(least);
    expect(silenced / right).toBeLessThan(0.11);
    await others.close();
  });

  test('is told of a drawing in a style that nothing was trained on', async () => {
    const concepts = await loadConcepts();
    expect(conceptPositions(concepts).size).toBe(1256);
    const twemoji = await loadPictures('twemoji', { side: 64 });
    let right = 0;
    const asked = Array.from({ length: 30 }, (_, i) => 40 * i);
    for (const i of asked) {
      const { pixels, side } = takePictures(twemoji, [i]);
      const file = await sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
        .resize(300, 300)
        .png()
        .toBuffer();
      const { concepts: shown } = await meaning(file);
      if (shown.slice(0, 5).some(({ concept }) => concept === concepts[twemoji.concepts[i]].id)) right++;
    }
    expect(right).toBeGreaterThanOrEqual(18);
  });

  // what environment.md says
  test('is told of clips: of the animations that ship, and of photographs that a camera moves across', async () => {
    const [clips, concepts] = [await loadClips(), await loadConcepts()];
    const animations = [];
    for (let clip = 0; clip < clips.size; clip += 4) {
      const frames = [0, 2, 4, 6].map(frame => clip * clips.frames + frame);
      const { pixels, side } = takePictures(clips, frames);
      animations.push({ label: concepts[clips.concepts[clip]].id, frames: await framesOf(pixels, side) });
    }
    const photographs = await loadPhotographFiles('gcompris');
    const films = [];
    for (const { file, concept } of photographs.filter((_, i) => i % 3 === 0)) {
      if (concept !== undefined) films.push({ label: concept, frames: await filmOf(file) });
    }
    const others = await openPictureSearch(towers, drawings, { sources: ['tuxpaint'] });
    for (const [what, asked, least] of [
      ['animations', animations, 0.7],
      ['films', films, 0.65],
    ] as const) {
      let [right, silenced] = [0, 0];
      for (const { label, frames } of asked) {
        const { concepts: shown, nothing } = await others.meaning(await Promise.all(frames.map(readSeen)));
        if (!shown.slice(0, 5).some(({ concept }) => concept === label)) continue;
        right++;
        if (nothing) silenced++;
      }
      console.log(
        `${what}: ${right} of ${asked.length} among the five likeliest, of which ${silenced} were taken for nothing known`,
      );
      expect(right / asked.length).toBeGreaterThan(least);
      expect(silenced / right).toBeLessThan(0.11);
    }
    await others.close();
  });

  test('is nothing known, where it is noise or a plain wall', async () => {
    const created = [40, 60, 80].map(sigma => ({
      background: '#888888',
      noise: { type: 'gaussian', mean: 128, sigma } as const,
    }));
    const walls = ['#777a70', '#000000', '#f5e6d3', '#a0c4ff', '#cc3333'].map(background => ({ background }));
    for (const create of [...created, ...walls]) {
      const file = await sharp({ create: { width: 300, height: 300, channels: 3, ...create } })
        .png()
        .toBuffer();
      const { nothing, concepts } = await meaning(file);
      const still = await readSeen(file);
      expect((await pictures.meaning([still, still])).nothing).toBe(true);
      expect(nothing).toBe(true);
      expect(concepts.length).toBeGreaterThan(5); // the nearest all the same
    }
  });

  // what environment.md says
  test('is nothing known, where spots of some colour are all that there is', async () => {
    const blanks = drawBlanks(seededRandom('others with nothing on them'), { count: 48 });
    let said = 0;
    for (const { pixels, side } of blanks) {
      const [file] = await framesOf(pixels, side);
      if ((await meaning(file)).nothing) said++;
    }
    console.log(`nothing on them: ${said} of ${blanks.length} are said to be nothing known`);
    expect(said / blanks.length).toBeGreaterThan(0.7);
  });
});
