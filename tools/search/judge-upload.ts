import type { Content } from '../../lib/search/course-items';
import { NEAREST_SOUNDS, soundJudge } from '../../lib/search/sound-evidence';
import type { Searches } from './searches';

/**
 * Tells whether anything that is stored fits what was uploaded, whatever the filters leave. What it needs to tell is made ready when the
 * first upload of a kind comes.
 * @returns its function takes an upload, and the vector that it became
 */
export function uploadJudge({ encoders, find }: Searches['concepts']) {
  let sounds: ReturnType<typeof soundJudge> | undefined;
  return async (content: Content, vector: Float32Array): Promise<boolean> => {
    if (!('sound' in content) || !encoders.sound) return true; // nothing has been measured for clips
    sounds ??= soundJudge(encoders.sound);
    const nearest = await find({ vector }, { k: NEAREST_SOUNDS, filter: { modality: 'audio' } });
    const similarities = nearest.map(({ similarity }) => similarity);
    return (await sounds)(vector, similarities);
  };
}
