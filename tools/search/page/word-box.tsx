import { useState } from 'preact/hooks';

export function WordBox({ onWords }: { onWords(words: string): void }) {
  const [words, setWords] = useState('');
  return (
    <search>
      <form
        class="words"
        onSubmit={event => {
          event.preventDefault();
          onWords(words.trim());
        }}
      >
        <label for="words">A word or a sentence</label>
        <div class="row">
          <input
            id="words"
            type="search"
            value={words}
            maxLength={2000}
            autocomplete="off"
            placeholder="lion, or: something to keep you dry"
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
