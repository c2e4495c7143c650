import { sha256 } from '../../data/sha256';
import { loadPhotographEncoder } from '../../encoders/photographs';
import { loadSounds } from '../../encoders/sounds';
import { loadTowers } from '../../encoders/towers';
import { type FolderEmbedder, folderEmbedder } from './embedder';

/**
 * The course's own encoders, for a folder.
 * @throws Error when a checkpoint is missing or damaged
 */
export async function loadFolderEmbedder(): Promise<FolderEmbedder> {
  const towers = await loadTowers();
  const sounds = await loadSounds();
  const photograph = await loadPhotographEncoder({ towers });
  return folderEmbedder({
    fingerprint: sha256(`${towers.fingerprint} ${sounds.fingerprint} ${photograph.fingerprint}`),
    ...{ drawing: towers.image, side: towers.side, sound: sounds.sound },
    ...{ photograph, text: photograph.words },
    dispose: () => {
      for (const one of [photograph, sounds, towers]) one.dispose();
    },
  });
}
