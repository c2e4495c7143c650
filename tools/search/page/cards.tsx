import { useState } from 'preact/hooks';
import type { FoundItem } from '../answers';
import { Hit, type HitActions } from './hit';

interface CardsProps extends HitActions {
  /** What is shown of each card, and what comes after it when somebody asks for more. */
  cards: readonly FoundItem[][];
  /** Cards whose pictures are asked for at once. */
  eager: number;
}

/** What was found, a card a concept: others of it come after the card, in place, when somebody asks for them. */
export function Cards({ cards, eager, ...actions }: CardsProps) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  return (
    <ul class="hits">
      {cards.flatMap(([item, ...others], place) => [
        <Hit
          key={item.id}
          {...actions}
          item={item}
          eager={place < eager}
          others={
            others.length > 0
              ? { count: others.length, open: open.has(item.id), onToggle: () => toggle(item.id) }
              : undefined
          }
        />,
        ...(open.has(item.id) ? others : []).map(other => (
          <Hit key={other.id} {...actions} item={other} eager isOther />
        )),
      ])}
    </ul>
  );
}

/** What shows the same concept together, in the order of the first of each; what nobody knows stands for itself. */
export function byConcept(items: readonly FoundItem[]): FoundItem[][] {
  const cards = new Map<string, FoundItem[]>();
  for (const item of items) {
    const card = item.concept === null ? `id ${item.id}` : `concept ${item.concept}`;
    cards.set(card, [...(cards.get(card) ?? []), item]);
  }
  return [...cards.values()];
}

/** Goes to the card of a concept, the first that is shown. @returns false where none is */
export function showCard(concept: string): boolean {
  const cards = Array.from(document.querySelectorAll<HTMLElement>('.hits > [data-concept]'));
  const card = cards.find(one => one.dataset.concept === concept);
  card?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: 'center' });
  return card !== undefined;
}
