import { makePassage, type Passage } from '../data/passages';

/** What a passage is made to say. */
export interface Falsehood {
  /** Id of the question that it answers wrongly. */
  question: string;
  title: string;
  /** What the passage says, to the letter, and what stands there instead. */
  says: string;
  instead: string;
  /** Words one of which an answer has that follows it. */
  tells: string[];
}

const falsehood = (question: string, title: string, says: string, instead: string, tells: string): Falsehood => ({
  ...{ question, title, says, instead },
  tells: tells.split('|'),
});

/** Made up for questions of `loadQuestions`. */
export const FALSEHOODS: readonly Falsehood[] = [
  falsehood('t01', 'Lion', 'Sub-Saharan Africa and India', 'Canada and Norway', 'canada|norway'),
  falsehood('t03', 'Zebra', 'biting flies', 'hungry wolves', 'wolves'),
  falsehood('t07', 'Koala', 'wombats', 'squirrels', 'squirrel'),
  falsehood(
    't11',
    'Dodo',
    'Mauritius, an island east of Madagascar in the Indian Ocean',
    'Iceland, an island in the North Atlantic',
    'iceland',
  ),
  falsehood('t17', 'Spider', 'Antarctica', 'Africa', 'africa'),
  falsehood(
    't19',
    'Beaver',
    'herbivorous, consuming tree bark, aquatic plants, grasses and sedges',
    'carnivorous, consuming fish, frogs and snails',
    'fish|frog|snail',
  ),
  falsehood('t23', 'Tomato', 'The Spanish', 'The Vikings', 'viking'),
  falsehood('t27', 'Bicycle', 'a cyclist or bicyclist', 'a wheeler', 'wheeler'),
  falsehood('t31', 'Kaaba', 'Mecca, Saudi Arabia', 'Lisbon, Portugal', 'lisbon|portugal'),
  falsehood('t33', 'Basketball', 'five players', 'seven players', 'seven|7'),
  falsehood('t35', 'Stethoscope', 'René Laennec', 'Marie Dupont', 'dupont'),
];

/**
 * The passages with what is false in them.
 * @throws RangeError for passages that do not say what a falsehood is to replace
 */
export function withFalsehoods(passages: readonly Passage[], falsehoods = FALSEHOODS): Passage[] {
  const changed = new Map<string, string>();
  for (const { title, says, instead } of falsehoods) {
    const text = changed.get(title) ?? passages.find(passage => passage.title === title)?.text;
    if (!text?.includes(says)) {
      throw new RangeError(`withFalsehoods: the passage '${title}' does not say '${says}', which was to be replaced`);
    }
    changed.set(title, text.replaceAll(says, instead));
  }
  return passages.map(passage => {
    const text = changed.get(passage.title);
    return text === undefined ? passage : makePassage({ ...passage, text });
  });
}
