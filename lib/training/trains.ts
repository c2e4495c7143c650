import type * as digitEncoders from '../encoders/digit-encoder';
import type * as digitNetworks from '../encoders/digit-network';
import type * as finished from '../encoders/finished';
import type * as adam from './adam';
import type * as finish from './finish';
import type * as loop from './loop';
import type * as openRun from './open-run';
import type * as stepSpeed from './step-speed';
import type * as train from './train';
import type * as trainTowers from './train-towers';
import type * as weights from './weights';

/*
 * What training changes, for whoever reads code without running it. The grader does: of a notebook it runs only what an exercise needs, and
 * an encoder that is handed in needs the call that trained it (tools/grade/cells/training.ts).
 *
 * A new function that trains, or that gives an encoder other weights, is named here; a test over the exports of lib says so.
 */

type FunctionName<Module> = {
  [Name in keyof Module]: Module[Name] extends (...args: never[]) => unknown ? Name : never;
}[keyof Module];
type Exported = FunctionName<
  typeof digitEncoders &
    typeof digitNetworks &
    typeof finished &
    typeof adam &
    typeof finish &
    typeof loop &
    typeof openRun &
    typeof stepSpeed &
    typeof train &
    typeof trainTowers &
    typeof weights
>;

/** Of lib/notebook, which stands above this room. */
type ForNotebooks = 'openOrTrain' | 'watchTowers';

/** Counted from 0. */
type Arguments = readonly number[];

/**
 * Functions that change weights, and in which arguments: an encoder, or an object that holds encoders. None for one that trains something of
 * its own and throws it away.
 */
export const TRAINS = {
  train: [0],
  trainTowers: [0],
  openRun: [1],
  openOrTrain: [0],
  watchTowers: [1],
  loadFinished: [2],
  restoreAdam: [0],
  restoreFitting: [1],
  restoreWeights: [0],
  roundWeights: [0],
  runTraining: [0],
  stepSpeed: [],
} satisfies Partial<Record<Exported | ForNotebooks, Arguments>>;

/** Functions whose result has the weights of an argument: who trains the one trains the other. */
export const SHARES_WEIGHTS = {
  digitEncoder: [0],
  tower: [0],
  withoutLastLayer: [0],
} satisfies Partial<Record<Exported, Arguments>>;
