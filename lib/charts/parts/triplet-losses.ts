/**
 * The losses of an anchor, a positive and a negative as expressions that a chart computes anew when a point is moved: formulas of three
 * cosines, and their derivatives by each. A unit test compares them with `lib/losses` and its gradients.
 *
 * InfoNCE and the sigmoid look at a batch of two pairs: the second is the negative with itself.
 */
export interface TripletLoss {
  name: string;
  value: string;
  /** Its derivative by each cosine. */
  by: Record<Cosine, string>;
  /** The gradient along the circle that an arrow as long as the radius stands for, so that the longest keeps short enough. */
  scale: number;
}

/** The cosines, as the expressions call them: anchor and positive, anchor and negative, positive and negative. */
export type Cosine = 'ap' | 'an' | 'pn';

/** How far apart the margin loss wants the negative, and how much farther than the positive the triplet loss does. */
const [MARGIN, TRIPLET_MARGIN] = [1, 0.2];
const TEMPERATURE = 0.5;
const [SCALE, BIAS] = [10, -10];

const sigmoid = (x: string) => `(1 / (1 + exp(-(${x}))))`;
const softplus = (x: string) => `log(1 + exp(${x}))`;

/** Where anchor and negative coincide no direction leads away, as in marginLoss. */
const DISTANCE = 'sqrt(max(0, 2 - 2 * an))';
const tooFar = `an - ap + ${TRIPLET_MARGIN} > 0`;
const rather = { negative: `(an - ap) / ${TEMPERATURE}`, positive: `(pn - 1) / ${TEMPERATURE}` };
const logit = (cosine: Cosine) => `(${SCALE} * ${cosine} + ${BIAS})`;

export const TRIPLET_LOSSES: TripletLoss[] = [
  {
    name: 'cosine MSE',
    value: '(pow(ap - 1, 2) + pow(an, 2)) / 2',
    by: { ap: 'ap - 1', an: 'an', pn: '0' },
    scale: 2.5,
  },
  {
    name: 'margin',
    value: `(2 - 2 * ap + pow(max(0, ${MARGIN} - ${DISTANCE}), 2)) / 2`,
    by: { ap: '-1', an: `${DISTANCE} > 1e-6 ? max(0, ${MARGIN} - ${DISTANCE}) / ${DISTANCE} : 0`, pn: '0' },
    scale: 2,
  },
  {
    name: 'triplet',
    value: `max(0, an - ap + ${TRIPLET_MARGIN})`,
    by: { ap: `${tooFar} ? -1 : 0`, an: `${tooFar} ? 1 : 0`, pn: '0' },
    scale: 2.5,
  },
  {
    name: 'InfoNCE',
    value: `(${softplus(rather.negative)} + ${softplus(rather.positive)}) / 2`,
    by: {
      ap: `-${sigmoid(rather.negative)} / ${2 * TEMPERATURE}`,
      an: `${sigmoid(rather.negative)} / ${2 * TEMPERATURE}`,
      pn: `${sigmoid(rather.positive)} / ${2 * TEMPERATURE}`,
    },
    scale: 2,
  },
  {
    name: 'sigmoid',
    value: `(${softplus(`-${logit('ap')}`)} + ${softplus(logit('an'))} + ${softplus(logit('pn'))} + log(2)) / 2`,
    by: {
      ap: `-${SCALE / 2} * ${sigmoid(`-${logit('ap')}`)}`,
      an: `${SCALE / 2} * ${sigmoid(logit('an'))}`,
      pn: `${SCALE / 2} * ${sigmoid(logit('pn'))}`,
    },
    scale: 8,
  },
];
