import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openPretrained } from '../../lib/encoders/pretrained';
import { assertClip, filesOf, placeOf } from '../../lib/encoders/pretrained-files';
import { TINY_CLIP } from './tiny-clip';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'clip-'));
  process.env.COURSE_PRETRAINED = folder;
});
afterEach(() => {
  delete process.env.COURSE_PRETRAINED;
  rmSync(folder, { recursive: true });
});

/** A copy of the tiny CLIP in which something is wrong. */
function spoilt(spoil: (copy: string) => void): string {
  const copy = path.join(folder, 'copy');
  cpSync(TINY_CLIP, copy, { recursive: true });
  spoil(copy);
  return copy;
}

const check = (where: string) => assertClip(placeOf(where), filesOf('fp32'));

describe('a pretrained CLIP', () => {
  test('without the library: says which command installs it', async () => {
    await expect(openPretrained(TINY_CLIP)).rejects.toThrow(
      `@huggingface/transformers is not installed in ${folder}; run npm run setup -- --pretrained once`,
    );
  });

  test('is looked for in a folder, or under the name that the hub has for it', () => {
    expect(placeOf(TINY_CLIP)).toEqual({ folder: TINY_CLIP });
    expect(placeOf('./lib')).toEqual({ folder: path.resolve('lib') });
    expect(placeOf('tests/reference/fixtures/tiny-clip')).toEqual({ folder: TINY_CLIP });
    const name = 'Xenova/clip-vit-base-patch32';
    expect(placeOf(name)).toEqual({ name, folder: path.join(folder, 'models', name) });
  });

  test.each(['', 'clip', 'a/b/c', 'https://huggingface.co/a/b', 'a/..', 7, undefined])('%s is neither', where => {
    expect(() => placeOf(where as string)).toThrow('expected a folder, such as');
  });

  test('of the hub that is not on this machine is not fetched unasked', async () => {
    await expect(check('Xenova/clip-vit-base-patch32')).rejects.toThrow(
      /Xenova\/clip-vit-base-patch32 is not on this machine: .* lacks config\.json.*pass \{ download: true \} once/,
    );
  });

  test.each([
    ['that is not there', () => '/nowhere/clip', /nowhere.clip is not there; expected the folder of a CLIP/],
    ['that is a file', () => path.join(TINY_CLIP, 'config.json'), /config\.json is no folder/],
    [
      'that lacks a file',
      () => spoilt(copy => rmSync(path.join(copy, 'onnx', 'text_model.onnx'))),
      /it lacks onnx\/text_model\.onnx;/,
    ],
  ])('in a folder %s is refused', async (_, where, message) => {
    await expect(check(where())).rejects.toThrow(message);
  });

  test('has other files in another precision, of which there are two', () => {
    expect(filesOf('q8')).toContain('onnx/vision_model_quantized.onnx');
    expect(() => filesOf('fp64' as 'fp32')).toThrow("precision is 'fp64', expected 'fp32' or 'q8'");
  });
});
