import { type Stage, seen } from './turning';

/** What the names' columns leave free below, for the remark. */
const REMARK_HEIGHT = 26;

/**
 * Where the names stand, in a column at either side of the space, each in the half of it that its points are in and in the order of their
 * heights. Places beside the points cannot be looked for beforehand, since other points lie beside them after every turn.
 */
export function columnsBeside(plates: { place: number[]; half: number; tall: number }[], stage: Stage): object {
  const across = `(2 * ${stage.x})`;
  const down = `(2 * ${stage.y} - ${REMARK_HEIGHT})`;
  const middle = seen(['datum.x', 'datum.y', 'datum.z'], stage);
  const formula = (as: string, expr: string) => ({ type: 'formula', as, expr });
  const pitch = `min(2 * datum.tall + 10, ${down} / datum.many)`;
  return {
    name: 'plateRows',
    values: plates.map(({ place: [x, y, z], ...plate }) => ({ ...plate, x, y, z })),
    transform: [
      formula('mx', middle.x),
      formula('my', middle.y),
      formula('left', `datum.mx < ${stage.x}`),
      { type: 'window', groupby: ['left'], sort: { field: 'my' }, ops: ['row_number'], as: ['rank'] },
      {
        type: 'joinaggregate',
        groupby: ['left'],
        fields: ['my', null],
        ops: ['mean', 'count'],
        as: ['height', 'many'],
      },
      formula('reach', `datum.many * ${pitch} / 2`),
      formula('shownX', `datum.left ? datum.half + 2 : ${across} - datum.half - 2`),
      formula(
        'shownY',
        `clamp(datum.height, datum.reach, max(datum.reach, ${down} - datum.reach)) + (datum.rank - 0.5) * ${pitch} - datum.reach`,
      ),
    ],
  };
}
