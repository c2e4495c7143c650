import { useEffect, useRef, useState } from 'preact/hooks';
import type { About, Among } from '../answers';
import { askAbout, openPlace } from './ask';
import { showCard } from './cards';
import { DigitCanvas } from './digit-canvas';
import { DropPlace } from './drop-place';
import { Examples } from './examples';
import { Filters } from './filters';
import { fileQuery } from './kept-files';
import type { Query } from './query';
import { Results } from './results';
import { useReply } from './use-reply';
import { useSearch } from './use-search';
import { WordBox } from './word-box';

export function App() {
  const [about, setAbout] = useState<About>();
  const { filters, question, answer, problem, busy, look, filter, askBeside, lookFurther, fail } = useSearch();
  const reply = useReply(question);
  const heading = useRef<HTMLHeadingElement>(null);
  const query = question?.query;

  useEffect(() => {
    askAbout().then(setAbout, fail);
  }, []);
  useEffect(() => {
    if (answer) revealLow(heading.current!);
  }, [answer]);
  useEffect(() => {
    document.title = query ? `${nameOf(query)} – ${TITLE}` : TITLE;
  }, [query]);

  const lookForFile = (file: Blob, name: string, chosen = filters) =>
    look(fileQuery(file, name, about?.mostBytes ?? Number.POSITIVE_INFINITY), chosen);
  /** The button that had the focus goes with what it was beside. */
  const focusHeading = () => requestAnimationFrame(() => heading.current?.focus());
  const lookFromResults = (next: Query, chosen = filters) => {
    look(next, chosen);
    focusHeading();
  };

  return (
    <main>
      <header>
        <h1>
          <a href="/">{TITLE}</a>
        </h1>
        <p>{about ? describe(about) : 'Anything finds anything: pictures, words, sounds and clips.'}</p>
      </header>
      <WordBox
        asked={query && 'words' in query ? query.words : ''}
        onWords={words => (words ? look({ words }, filters) : fail(new Error('type a word or a sentence first')))}
      />
      <div class="ways">
        <DropPlace onFile={file => lookForFile(file, file.name)} />
        <DigitCanvas
          onDrawing={picture =>
            lookForFile(picture, 'your drawing', filters.among === 'digits' ? filters : { among: 'digits' })
          }
        />
      </div>
      {about && <Filters about={about} chosen={filters} onChange={filter} />}
      <p role="alert" class={problem ? 'problem' : ''}>
        {problem && sentence(problem)}
      </p>
      {question && (
        <Results
          question={question}
          answer={answer}
          reply={reply}
          busy={busy}
          heading={heading}
          onAsk={askBeside}
          onConcept={name => showCard(name) || lookFromResults({ words: name }, { among: 'concepts' })}
          onLike={({ id }) => lookFromResults({ like: id })}
          onPlace={({ id }) => openPlace(id).catch(fail)}
          onModality={modality => {
            filter({ ...filters, modality });
            focusHeading();
          }}
          onMore={() => lookFurther(Math.min(about!.mostFound, 2 * question.k))}
        />
      )}
      {!question && about && (
        <Examples items={about.examples} onQuery={next => lookFromResults(next, { among: 'concepts' })} />
      )}
    </main>
  );
}

const TITLE = 'Multimodal search';

function nameOf(query: Query): string {
  if ('words' in query) return query.words;
  return 'files' in query ? query.shown.name : 'More like this';
}

function describe({ sets }: About): string {
  const count = (space: Among) =>
    sets.reduce((sum, { among, count }) => sum + (among === space ? count : 0), 0).toLocaleString('en');
  const things = `${count('concepts')} pictures, words, sounds and clips of concepts, and ${count('digits')} digits`;
  return `Type, drop, paste or draw something, and see and hear what is like it. Anything finds anything: ${things}.`;
}

const sentence = (text: string) => `${text[0].toUpperCase()}${text.slice(1)}.`;

/** On a small screen the results begin below its end. */
function revealLow(heading: HTMLElement): void {
  if (heading.getBoundingClientRect().top > 0.66 * innerHeight) heading.scrollIntoView();
}
