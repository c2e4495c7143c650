import { SHARES_WEIGHTS, TRAINS } from '../../../lib/training/trains';
import type { Statement } from './statements';
import { type Flow, FlowReader, isOfNotebook, type Unit, type Variable } from './weights';

/*
 * Which statements of a notebook train what, by name.
 *
 * An exercise hands in `images => encoder.embed(images)`, and nothing in it says that a cell above trains the encoder. Functions of lib say
 * themselves what they train (lib/training/trains.ts). From there it is followed through the names that a notebook gives things, and
 * through its own functions: one that trains a parameter trains what it is called with.
 */

/** What a function does to its arguments, and to variables that it does not get as such. */
interface Effect {
  arguments: Set<number>;
  others: Set<Variable>;
}

type Effects = Map<Variable, Effect>;

/** Helpers that call each other deeper than this are not followed. */
const MOST_ROUNDS = 20;

function effectsOf(declared: Readonly<Record<string, readonly number[]>>, { renamed }: Flow): Effects {
  const effects: Effects = new Map();
  const declare = (name: string, of: string) =>
    effects.set(name, { arguments: new Set(declared[of]), others: new Set() });
  for (const name of Object.keys(declared)) {
    declare(name, name);
    declare(`.${name}`, name); // import * as training
  }
  for (const [name, of] of renamed) if (Object.hasOwn(declared, of)) declare(name, of);
  return effects;
}

/** Adds to what a function does; says whether it is news. */
function note(effects: Effects, { name, parameters }: Unit, variable: Variable): boolean {
  if (name === undefined) return false;
  const effect = effects.get(name) ?? { arguments: new Set(), others: new Set() };
  effects.set(name, effect);
  const before = effect.arguments.size + effect.others.size;
  const place = parameters.findIndex(bound => bound.includes(variable));
  if (place >= 0) effect.arguments.add(place);
  else if (isOfNotebook(variable)) effect.others.add(variable);
  return effect.arguments.size + effect.others.size > before;
}

/** Some variables, and all whose weights they may have. */
function reach(from: Iterable<Variable>, { holds }: Flow): Set<Variable> {
  const found = new Set(from);
  for (const variable of found) for (const held of holds.get(variable) ?? []) found.add(held); // a set grows while it is gone through
  return found;
}

/**
 * For each statement the names of the notebook's variables whose weights or parts it changes, beyond what it assigns to.
 * @param statements of all cells
 */
export function trainedBy(statements: readonly Statement[]): Map<Statement, ReadonlySet<string>> {
  const reader = new FlowReader();
  const units = new Map(statements.map(statement => [reader.read(statement.node), statement]));
  const { flow } = reader;
  const [trains, shares] = [effectsOf(TRAINS, flow), effectsOf(SHARES_WEIGHTS, flow)];
  const trained = new Map(statements.map(statement => [statement, new Set<string>()]));

  /** Training these in a unit is something that the functions around it do, and the statement. */
  const trainIn = (within: Unit, variables: Iterable<Variable>): boolean => {
    const all = [...reach(variables, flow)];
    let news = false;
    for (let unit: Unit | undefined = within; unit; unit = unit.outer) {
      for (const variable of all) news = note(trains, unit, variable) || news;
      const statement = units.get(unit);
      if (statement) for (const variable of all) if (isOfNotebook(variable)) trained.get(statement)!.add(variable);
    }
    return news;
  };

  const round = (): boolean => {
    let news = false;
    for (const unit of flow.units) {
      if (unit.name === undefined) continue;
      for (const variable of reach(unit.returns, flow)) news = note(shares, unit, variable) || news;
    }
    for (const { to, given, result } of flow.calls) {
      const effect = shares.get(to);
      if (!effect) continue;
      const held = flow.holds.get(result) ?? new Set();
      const before = held.size;
      for (const place of effect.arguments) for (const variable of given[place] ?? []) held.add(variable);
      for (const variable of effect.others) held.add(variable);
      flow.holds.set(result, held);
      news ||= held.size > before;
    }
    for (const { variables, unit } of flow.changes) news = trainIn(unit, variables) || news;
    for (const { to, given, unit } of flow.calls) {
      const places = trains.get(to)?.arguments ?? [];
      for (const place of places) if (given[place]?.length) news = trainIn(unit, given[place]) || news;
    }
    for (const unit of flow.units) {
      // called, or given to something that calls it
      for (const name of unit.mentions) {
        const others = trains.get(name)?.others;
        if (others?.size) news = trainIn(unit, others) || news;
      }
    }
    return news;
  };
  for (let i = 0; i < MOST_ROUNDS && round(); i++);
  return trained;
}
