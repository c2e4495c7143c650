import { useEffect, useState } from 'preact/hooks';

interface AskBoxProps {
  /** What is asked, '' where nothing is. */
  asked: string;
  onAsk(words: string): void;
}

/** A question about the picture, sound or clip that it is beside. */
export function AskBox({ asked, onAsk }: AskBoxProps) {
  const [words, setWords] = useState(asked);
  useEffect(() => setWords(asked), [asked]);
  return (
    <form
      class="ask"
      onSubmit={event => {
        event.preventDefault();
        if (words.trim()) onAsk(words.trim());
      }}
    >
      <label for="about">Ask about it</label>
      <div class="row">
        <input
          id="about"
          type="text"
          value={words}
          maxLength={2000}
          required
          autocomplete="off"
          placeholder="What does it eat?"
          onInput={event => setWords(event.currentTarget.value)}
        />
        <button type="submit">Ask</button>
      </div>
    </form>
  );
}
