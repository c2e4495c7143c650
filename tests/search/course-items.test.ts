import { beforeAll, expect, test, vi } from 'vitest';
import { loadNotes, splitNotes } from '../../lib/data/instruments';
import { loadRecordings } from '../../lib/data/recordings';
import { startEngine } from '../../lib/engine/index';
import { type CourseItem, loadCourseSounds } from '../../lib/search/course-items';

vi.mock('../../lib/data/recordings', async original =>
  (await import('../evaluation/once')).once(
    await original<typeof import('../../lib/data/recordings')>(),
    'loadRecordings',
  ),
);
vi.mock('../../lib/data/instruments', async original =>
  (await import('../evaluation/once')).once(await original<typeof import('../../lib/data/instruments')>(), 'loadNotes'),
);

let sounds: CourseItem[];
beforeAll(async () => {
  await startEngine();
  sounds = await loadCourseSounds();
});

/** The number behind the stroke of an id. */
const placeOf = ({ id }: CourseItem) => Number(id.split('/')[1]);
const of = (kind: string) => sounds.filter(({ id }) => id.startsWith(`${kind}/`));

test('a note counts as unseen where the split keeps it out of training: of a drum, none does', async () => {
  const notes = await loadNotes();
  const { train, test: heldOut } = await splitNotes(notes, 'octave');
  const [known, unknown] = [new Set(train), new Set(heldOut)];
  expect(of('note').length).toBeGreaterThan(30);
  for (const note of of('note')) {
    const place = placeOf(note);
    expect(note.unseen, note.title).toBe(unknown.has(place));
    expect(note.unseen, note.title).toBe(!known.has(place));
  }
  const drums = of('note').filter(note => notes.presets[notes.presetOf[placeOf(note)]].percussion);
  expect(drums.length).toBeGreaterThan(0);
  expect(drums.filter(({ unseen }) => unseen)).toEqual([]);
});

test('a recording counts as unseen where its package is not for training', async () => {
  for (const kind of ['animals', 'instruments'] as const) {
    const { training } = await loadRecordings(kind);
    expect(of(kind).map(({ unseen }) => unseen)).toEqual(Array.from(training, trained => !trained));
  }
  expect(new Set(of('animals').map(({ unseen }) => unseen)).size).toBe(2);
});
