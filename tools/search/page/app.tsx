import { useEffect, useRef, useState } from 'preact/hooks';
import type { About, Among } from '../answers';
import { askAbout } from './ask';
import { DigitCanvas } from './digit-canvas';
import { DropPlace } from './drop-place';
import { Filters } from './filters';
import { type Filters as Chosen, FIRST, type Query } from './query';
import { Results } from './results';
import { shownFile } from './shown-file';
import { useSearch } from './use-search';
import { WordBox } from './word-box';

export function App() {
  const [about, setAbout] = useState<About>();
  const [filters, setFilters] = useState<Chosen>({ among: 'concepts' });
  const { question, answer, problem, busy, look, fail } = useSearch();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    askAbout().then(setAbout, fail);
  }, []);
  useEffect(() => {
    if (answer) revealLow(heading.current!);
  }, [answer]);

  const lookFor = (query: Query, chosen = filters) => {
    setFilters(chosen);
    look({ query, filters: chosen, k: FIRST });
  };
  const lookForFile = (file: Blob, name: string, chosen = filters) => {
    shownFile(file, name, about!.mostBytes).then(query => lookFor(query, chosen), fail);
  };

  return (
    <main>
      <header>
        <h1>Multimodal search</h1>
        {about && <p>{describe(about)}</p>}
      </header>
      <WordBox onWords={words => (words ? lookFor({ words }) : fail(new Error('type a word or a sentence first')))} />
      <div class="ways">
        <DropPlace onFile={file => lookForFile(file, file.name)} />
        <DigitCanvas
          onDrawing={picture =>
            lookForFile(picture, 'your drawing', filters.among === 'digits' ? filters : { among: 'digits' })
          }
        />
      </div>
      {about && (
        <Filters
          about={about}
          chosen={filters}
          onChange={chosen => {
            setFilters(chosen);
            if (question) look({ ...question, filters: chosen, k: FIRST });
          }}
        />
      )}
      <p role="alert" class={problem ? 'problem' : ''}>
        {problem && sentence(problem)}
      </p>
      <Results
        answer={answer}
        query={question?.query}
        busy={busy}
        heading={heading}
        onMoreLike={({ id, title }) => {
          lookFor({ id, title });
          heading.current?.focus(); // the button that had it is gone
        }}
        onMore={() => look({ ...question!, k: Math.min(about!.mostFound, question!.k + FIRST) })}
      />
    </main>
  );
}

function describe({ sets }: About): string {
  const count = (space: Among) =>
    sets.reduce((sum, { among, count }) => sum + (among === space ? count : 0), 0).toLocaleString('en');
  return `${count('concepts')} pictures, words, sounds and clips of concepts, and ${count('digits')} digits: anything finds anything.`;
}

const sentence = (text: string) => `${text[0].toUpperCase()}${text.slice(1)}.`;

/** On a small screen the results begin below its end. */
function revealLow(heading: HTMLElement): void {
  if (heading.getBoundingClientRect().top > 0.66 * innerHeight) heading.scrollIntoView();
}
