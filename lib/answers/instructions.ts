import { plainText } from '../search/typed-words';

/** To leave what was ordered before. */
const OVERRIDES =
  /\b(ignore|disregard|forget|override|bypass|skip)\b.{0,60}\b(instructions?|questions?|previous|above|passages?|texts?|sources?|rules?|prompts?|everything|context)\b/i;

/**
 * What is said to whoever reads a passage and not about its subject. A passage is somebody else's text: what it orders is never done, and
 * a sentence that orders is never quoted, for it answers nothing.
 */
const ORDERS = [
  // to begin with a command, or with who is spoken to
  /^["'([<*#\s-]*(please |now |instead,? |important(ly)?:? |note:? |attention:? |warning:? )*(ignore|disregard|forget|override|answer|reply|respond|say|write|print|output|repeat|tell|quote|return|click|visit|buy|pretend|act|stop|do not|don't|never|always|you)\b/i,
  /^["'([<*#\s-]*(system|assistant|user|human|ai|admin|developer|instructions?|prompt|important|attention|note to [\w ]+|begin|end)\b[^.]{0,20}[:>\]]/i,
  OVERRIDES,
  /\b(answer|reply|respond|say|write|print|output)\b.{0,30}\b(only|with the words?|exactly|instead|the following)\b/i,
  /\b(you (must|should|shall|will|are (now|to|an?))|your (answer|task|instructions?|job|response|reply|output|readers?|users?))\b/i,
  /\b(language model|chat ?bot|as an ai|ai assistant|the assistant|system prompt|jailbreak|search engines?:)\b/i,
  /\b(when|if|whenever)\b.{0,30}\b(asked|asks?|question)\b.{0,60}\b(answer|reply|respond|say|tell|is)\b/i,
  /\b(right|correct|true|real|only|best|official|verified) answer (is|to|for|here)\b|\bthe answer to (the|this|your|any|every) (question|query)\b/i,
  /<!--|-->|<\||\|>|\[\/?INST\]|\{\{|\}\}/i,
];

/** Whether a sentence instructs its reader, in the open or between marks that models know, instead of saying something of the passage's subject. */
export const instructs = (sentence: string): boolean => {
  const plain = plainText(sentence);
  return ORDERS.some(order => order.test(plain));
};

/** Whether somebody orders to leave what was ordered before, instead of asking something. */
export const overrides = (question: string): boolean => OVERRIDES.test(plainText(question));
