import { expect, test } from 'vitest';
import { loadPassages } from '../../lib/data/passages';
import { loadQuestions } from '../../lib/data/questions';
import { FALSEHOODS, withFalsehoods } from '../../lib/evaluation/falsehoods';

test('each falsehood takes the place of what answers its question, and is told by a word that the truth has not', async () => {
  const [{ passages }, questions] = [await loadPassages(), await loadQuestions()];
  const misled = withFalsehoods(passages);
  for (const { question: id, title, instead, tells } of FALSEHOODS) {
    const question = questions.find(one => one.id === id)!;
    expect(question.title, id).toBe(title);
    const { text, sentences } = misled.find(passage => passage.title === title)!;
    expect(text, id).toContain(instead);
    expect(
      question.sentences!.every(sentence => sentences.includes(sentence)),
      id,
    ).toBe(false);
    const truth = question.sentences!.join(' ').toLowerCase();
    expect(
      tells.filter(word => truth.includes(word)),
      id,
    ).toEqual([]);
    expect(
      tells.some(word => instead.toLowerCase().includes(word)),
      id,
    ).toBe(true);
  }
});

test('the other passages stay as they are', async () => {
  const { passages } = await loadPassages();
  const changed = new Set(FALSEHOODS.map(({ title }) => title));
  const misled = withFalsehoods(passages);
  expect(misled.filter(({ title }) => !changed.has(title))).toEqual(
    passages.filter(({ title }) => !changed.has(title)),
  );
});

test('a passage that does not say what is to be replaced is refused', async () => {
  const { passages } = await loadPassages();
  const [one] = FALSEHOODS;
  expect(() => withFalsehoods(passages, [{ ...one, says: 'on the moon' }])).toThrow(
    "the passage 'Lion' does not say 'on the moon'",
  );
  expect(() => withFalsehoods([], [one])).toThrow("the passage 'Lion' does not say");
});
