import { useEffect, useState } from 'preact/hooks';

interface WordBoxProps {
  /** What is looked for, '' where it is no words. */
  asked: string;
  onWords(words: string): void;
}

export function WordBox({ asked, onWords }: WordBoxProps) {
  const [words, setWords] = useState(asked);
  useEffect(() => setWords(asked), [asked]);
  return (
    <search>
      <form
        class="words"
        onSubmit={event => {
          event.preventDefault();
          onWords(words.trim());
        }}
      >
        <label for="words">A word or a sentence, or a question</label>
        <div class="row">
          <input
            id="words"
            type="search"
            value={words}
            maxLength={2000}
            autocomplete="off"
            placeholder="lion, or: what do beavers eat?"
            onInput={event => setWords(event.currentTarget.value)}
          />
          <button type="submit" class="primary">
            Search
          </button>
        </div>
      </form>
    </search>
  );
}
