import type { Source } from '../answers';
import { Medium } from './medium';
import { visible } from './visible';

export interface SourceActions {
  /** Shows the card of a concept, by its name. */
  onConcept(name: string): void;
}

interface SourcesProps extends SourceActions {
  sources: readonly Source[];
  label: string;
  /** Whether the first sentence is the answer, which is read above it. */
  quoted?: boolean;
}

/** Numbered sentences, with whose they are and what they are about. */
export const Sources = ({ sources, label, quoted = false, onConcept }: SourcesProps) => (
  <ol class="sources" aria-label={label}>
    {sources.map((source, i) => (
      <SourceItem
        key={source.sentence}
        {...source}
        quoted={quoted && i === 0}
        again={sources.slice(0, i).some(({ title }) => title === source.title)}
        onConcept={onConcept}
      />
    ))}
  </ol>
);

interface SourceItemProps extends Source, SourceActions {
  quoted: boolean;
  /** Whether an earlier one is of the same passage: its picture is there. */
  again: boolean;
}

function SourceItem({
  title,
  link,
  licence,
  sentence,
  concepts: [concept],
  items,
  quoted,
  again,
  onConcept,
}: SourceItemProps) {
  const name = visible(title);
  return (
    <li>
      <div class="source-of">
        <div>
          {!quoted && (
            <p class="quotation">
              “<bdi>{visible(sentence)}</bdi>”
            </p>
          )}
          <p>
            {link ? (
              <a href={link} target="_blank" rel="noopener noreferrer">
                {name}
              </a>
            ) : (
              <bdi>{name}</bdi>
            )}
            , <span class="licence">{licence}</span>
          </p>
          {concept && !again && (
            <button type="button" class="quiet" onClick={() => onConcept(concept)}>
              Show {concept}
            </button>
          )}
        </div>
        {!again && items.map(item => <Medium key={item.id} item={item} eager />)}
      </div>
    </li>
  );
}
