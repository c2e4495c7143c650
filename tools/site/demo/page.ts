import { type SitePage, withHead } from '../lesson-page';
import type { WrittenDemo } from './contents';

const TITLE = 'Try the search';

/** The page on which a visitor searches: what it is, what it loads, and what it leaves out. */
export function demoPage({ sizes: { program, words, digits, photographs }, licences }: WrittenDemo): SitePage {
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  const markdown = `# ${TITLE}

The search of the course, in your browser and without a server: type a word, draw a digit, drop a photograph. It runs the code and the encoders of the lessons; nothing that you type, draw or drop leaves this page.

It loads ${megabytes(program + words)} for words, ${megabytes(digits)} more for the first digit and ${megabytes(photographs)} more for the first photograph, and a few kB with each picture that is found.

<SearchDemo :program="${program}" :words="${words}" :digits="${digits}" :photographs="${photographs}" />

## What it leaves out

It finds pictures: ten ways to draw a thousand things, photographs of some of them, and 2,000 written digits. Vectors are kept in half precision, those of names and photographs in 8 bits a number: of two pictures that are about as near, another may come first than on your own machine. Sounds, clips, questions, folders of your own, and sentences by what they mean are left to \`npm run search\`, which runs on [your own machine](./index.html#two-commands).

## Whose pictures and words these are

Each set has its licence and says whose it is; <a href="./demo/licences/NOTICE.txt">the notice</a> names them all, and MNIST, whose digits these are.

${Object.entries(licences)
  .map(([set, licence]) => `- <a href="./demo/licences/${set}/README.txt">${set}</a>: ${licence}`)
  .join('\n')}
`;
  return { file: 'demo.md', title: TITLE, markdown: withHead({ title: TITLE, aside: false }, markdown) };
}
