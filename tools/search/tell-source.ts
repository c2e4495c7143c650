import type { AnswerSource } from '../../lib/answers/answer';
import type { Source } from './answers';
import { itemOf } from './item-of';
import { itemsByConcept, namesOf } from './items-of-concept';
import type { Searches } from './searches';

/** What the page is told of a source, with a picture and a sound of what it is about: its own, if it came with any. */
export function sourceTeller({ concepts, answers }: Pick<Searches, 'concepts' | 'answers'>) {
  const items = [...concepts.items.values()];
  const names = namesOf(items);
  const itemsOf = itemsByConcept(items);
  return ({ passage, sentence }: AnswerSource): Source => {
    const own = (answers.media?.(passage) ?? []).flatMap(id => concepts.items.get(id) ?? []);
    const all = [...own, ...passage.concepts.flatMap(id => itemsOf.get(id) ?? [])];
    const licence = [passage.attribution ?? answers.attribution, passage.from ?? []].flat().join(', ');
    return {
      ...{ title: passage.title, link: safeLink(passage.link), licence, sentence },
      concepts: passage.concepts.flatMap(id => names.get(id) ?? []),
      items: ['image', 'audio'].flatMap(modality => all.find(item => item.modality === modality) ?? []).map(itemOf),
    };
  };
}

/** A passage may come from anywhere: its link opens a page, and runs nothing. */
const safeLink = (link: string): string => (/^https?:\/\//i.test(link) ? link : '');
