import type { Content } from '../../lib/search/course-items';
import { NEAREST_SOUNDS, soundJudge } from '../../lib/search/sound-evidence';
import type { Searches } from './searches';

/** Tells whether anything that is stored fits a sound that was uploaded, whatever the filters leave; of pictures `openPictureSearch` tells. */
export function uploadJudge({ encoders, find }: Searches['concepts']) {
  const closing = new AbortController();
  let sounds: ReturnType<typeof soundJudge> | undefined;
  const judgeOfSounds = () => {
    sounds ??= encoders.sound && soundJudge(encoders.sound, closing.signal);
    return sounds;
  };
  return {
    /** Makes ready what takes some seconds, so that no upload waits for it. Whoever uploads first meets what goes wrong. */
    prepare: () => void judgeOfSounds()?.catch(() => {}),
    /** @param vector what the upload became */
    async fits(content: Content, vector: Float32Array): Promise<boolean> {
      const judge = 'sound' in content && (await judgeOfSounds());
      if (!judge) return true;
      const nearest = await find({ vector }, { k: NEAREST_SOUNDS, filter: { modality: 'audio' } });
      const similarities = nearest.map(({ similarity }) => similarity);
      return judge(vector, similarities);
    },
    /** Gives up what is being made ready. */
    async close(): Promise<void> {
      closing.abort();
      await sounds?.catch(() => {});
    },
  };
}
