import type { ConceptCandidate } from '../../lib/search/concept-candidates';
import type { Upload } from './read-upload';
import { Refusal, refusingQuery } from './refusal';
import type { Searches } from './searches';
import type { UploadsOfServer } from './uploads';

/** Names of concepts that a sound is compared with: all. */
const NAMES = 1000;

/** The least that a share counts: there are concepts of which nothing speaks. */
const LEAST_SHARE = 1e-6;
/** How far apart cosines lie of which one has e times the other's share; see `voteOn`. */
const TEMPERATURE = 0.05;

/** Shares are made of cosines; where candidates are weighed against what their passages say, cosines are expected. */
const asCosine = (share: number) => TEMPERATURE * Math.log(Math.max(share, LEAST_SHARE));

/** Tells what is shown or played beside a question, the likeliest first. */
export function shownConcepts({ concepts, pictures }: Searches, { fits }: UploadsOfServer) {
  return {
    /**
     * What an item shows is known.
     * @throws Refusal for an item that there is not
     */
    ofItem(id: string): ConceptCandidate[] {
      const item = concepts.items.get(id);
      if (!item) throw new Refusal(404, 'there is no such item');
      return [{ concept: item.label, score: 1 }];
    },
    /** @returns undefined where nothing that is known fits it */
    async ofUpload(upload: Upload): Promise<ConceptCandidate[] | undefined> {
      if ('seen' in upload) {
        const { concepts: voted, nothing } = await pictures.meaning(upload.seen);
        return nothing ? undefined : voted.map(({ concept, share }) => ({ concept, score: asCosine(share) }));
      }
      const { content } = upload;
      const vector = await refusingQuery(() => concepts.vectorOf(content));
      if (!(await fits(content, vector))) return undefined;
      const names = await concepts.find({ vector }, { k: NAMES, filter: { modality: 'text', source: 'name' } });
      return names.map(({ label, similarity }) => ({ concept: label, score: similarity }));
    },
  };
}
