import { defineComponent, h, nextTick, onBeforeUnmount, onMounted, reactive, ref, shallowRef } from 'vue';
import type { DemoAnswer, Question } from '../../demo/browser/messages';
import { DigitPaper } from './digit-paper';
import { Found } from './found';
import { type SearchClient, startSearch } from './search-client';

/** A name, a plural, three other languages, a slip of the keys, two at once. */
const EXAMPLES = ['lion', 'Schmetterling', '猫', 'pomme', 'umbrela', 'trumpets', 'cat and dog'];

/** What may be searched with. */
const WAYS = { words: 'Type a word', digit: 'Draw a digit', photograph: 'Drop a photograph' };
type Way = keyof typeof WAYS;

/** Bytes in words: '6.2 MB'. */
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

/** The search on the page itself: asleep until somebody asks for it. */
export const SearchDemo = defineComponent({
  name: 'SearchDemo',
  props: {
    /** Bytes of the search's program, of what words need, and besides of what the first digit and the first photograph do. */
    program: { type: Number, required: true },
    words: { type: Number, required: true },
    digits: { type: Number, required: true },
    photographs: { type: Number, required: true },
  },
  setup(props) {
    const state = ref<'asleep' | 'loading' | 'ready'>('asleep');
    const way = ref<Way>('words');
    const typed = ref('');
    const answer = shallowRef<DemoAnswer>();
    const shown = shallowRef<string>();
    const problem = ref('');
    /** What is being done, in words; '' where nothing is. */
    const busy = ref('');
    /** What is said until something is asked. */
    const ready = ref('');
    const over = ref(false);
    const box = ref<HTMLInputElement>();
    const there = reactive({ digit: false, photograph: false });
    let client: SearchClient | undefined;
    let newest = 0;

    const sizeOf = (one: Way) =>
      ({ words: props.program + props.words, digit: props.digits, photograph: props.photographs })[one];
    const tellLoading = (bytes: number, of: number) => {
      busy.value = `Loading, ${megabytes(Math.min(bytes, of))} of ${megabytes(of)} …`;
    };

    async function load(): Promise<void> {
      state.value = 'loading';
      problem.value = '';
      tellLoading(0, sizeOf('words'));
      try {
        client ??= startSearch();
        const engine = await client.load(bytes => tellLoading(props.program + bytes, sizeOf('words')));
        state.value = 'ready';
        busy.value = '';
        ready.value = `Loaded. It runs on TensorFlow.js, engine ${engine}.`;
        await nextTick();
        box.value?.focus();
      } catch (error) {
        client?.close();
        client = undefined;
        state.value = 'asleep';
        busy.value = '';
        problem.value = `The search could not be loaded: ${(error as Error).message}. Try it again.`;
      }
    }

    /** One question at a time: what comes after another was asked is not looked at. */
    async function ask(question: Exclude<Question, { ask: 'load' }>): Promise<void> {
      const own = ++newest;
      const isNew = () => own === newest;
      problem.value = '';
      ready.value = '';
      busy.value = 'Searching …';
      try {
        const found = await client!.ask(question, bytes => isNew() && tellLoading(bytes, sizeOf(question.ask)));
        if (question.ask !== 'words') there[question.ask] = true;
        if (isNew()) answer.value = found;
      } catch (error) {
        if (isNew()) {
          showFile(undefined);
          [answer.value, problem.value] = [undefined, sentence((error as Error).message)];
        }
      }
      if (isNew()) busy.value = '';
    }

    const askWords = (words: string) => {
      typed.value = words;
      showFile(undefined);
      if (words.trim() !== '') void ask({ ask: 'words', words });
    };
    const askDigit = (drawn: ImageData) => {
      showFile(undefined);
      void ask({ ask: 'digit', drawn });
    };
    const askFile = (file: File | undefined) => {
      if (!file || state.value !== 'ready') return;
      way.value = 'photograph';
      showFile(file);
      void ask({ ask: 'photograph', file });
    };
    function showFile(file: File | undefined): void {
      if (shown.value) URL.revokeObjectURL(shown.value);
      shown.value = file && URL.createObjectURL(file);
    }

    const dragged = (event: DragEvent) => {
      if (state.value !== 'ready') return;
      event.preventDefault(); // else the browser opens the file in place of the page
      over.value = event.type === 'dragover';
      if (event.type === 'drop') askFile(event.dataTransfer?.files[0]);
    };
    const pasted = (event: ClipboardEvent) => askFile(event.clipboardData?.files[0]);
    const listeners = { dragover: dragged, dragleave: dragged, drop: dragged, paste: pasted };
    const entries = Object.entries(listeners) as [string, EventListener][];
    onMounted(() => {
      for (const [event, listener] of entries) document.addEventListener(event, listener);
    });
    onBeforeUnmount(() => {
      for (const [event, listener] of entries) document.removeEventListener(event, listener);
      showFile(undefined);
      client?.close();
    });

    const words = () =>
      h(
        'form',
        {
          role: 'search',
          'aria-label': 'The course’s pictures',
          onSubmit: (event: Event) => {
            event.preventDefault();
            askWords(typed.value);
          },
        },
        [
          h('label', { for: 'demo-words' }, 'A word, in any of thirteen languages'),
          h('div', { class: 'row' }, [
            h('input', {
              ref: box,
              id: 'demo-words',
              type: 'search',
              value: typed.value,
              maxlength: 2000,
              autocomplete: 'off',
              onInput: (event: Event) => {
                typed.value = (event.target as HTMLInputElement).value;
              },
            }),
            h('button', { type: 'submit' }, 'Search'),
          ]),
          h('p', { class: 'examples' }, [
            'For example: ',
            EXAMPLES.map(word => h('button', { type: 'button', onClick: () => askWords(word) }, word)),
          ]),
        ],
      );
    const photograph = () =>
      h('label', { class: { drop: true, over: over.value } }, [
        h('input', {
          type: 'file',
          accept: 'image/*',
          'aria-label': 'Choose a photograph',
          onChange: (event: Event) => {
            const input = event.target as HTMLInputElement;
            askFile(input.files?.[0]);
            input.value = ''; // the same file may be chosen again
          },
        }),
        h('span', 'Choose a file, drop it anywhere on this page, or paste it. It stays in your browser.'),
      ]);
    const choice = (one: Way) =>
      h('label', [
        h('input', {
          type: 'radio',
          name: 'demo-way',
          checked: way.value === one,
          onChange: () => {
            way.value = one;
          },
        }),
        `${WAYS[one]}${one === 'words' || there[one] ? '' : ` (${megabytes(sizeOf(one))} more)`}`,
      ]);
    const ways = () =>
      h('fieldset', { class: 'ways' }, [
        h('legend', { class: 'visually-hidden' }, 'What to search with'),
        (Object.keys(WAYS) as Way[]).map(choice),
      ]);
    const panel = () =>
      way.value === 'words' ? words() : way.value === 'digit' ? h(DigitPaper, { onDrawn: askDigit }) : photograph();
    const start = () =>
      h('button', { class: 'start', type: 'button', disabled: state.value === 'loading', onClick: load }, [
        `Load the search (${megabytes(sizeOf('words'))})`,
      ]);
    const results = () =>
      h('section', { class: 'found', 'aria-label': 'What was found', 'aria-busy': busy.value !== '' }, [
        shown.value && h('img', { class: 'asked', src: shown.value, alt: 'Your photograph' }),
        answer.value && h(Found, { answer: answer.value }),
      ]);
    return () =>
      h('div', { class: 'search-demo', 'data-state': state.value }, [
        state.value === 'ready' ? [ways(), panel()] : start(),
        h('p', { role: 'status' }, busy.value || ready.value),
        h('p', { role: 'alert' }, problem.value),
        state.value === 'ready' && results(),
      ]);
  },
});

/** Words that begin in the middle of one as a sentence. */
const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
