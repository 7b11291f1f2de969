import type { Static, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { explainProblem } from './explain-problem.ts';

export type Checked<T> = { ok: true; value: T } | { ok: false; problem: string };

const compiled = new WeakMap<TSchema, Validator>();

/** Whether a value is as the schema says; if not, the first place where it is not, and why. */
export function check<T extends TSchema>(schema: T, value: unknown): Checked<Static<T>> {
  let validator = compiled.get(schema);
  if (validator === undefined) {
    validator = Compile(schema);
    compiled.set(schema, validator);
  }
  if (validator.Check(value)) return { ok: true, value: value as Static<T> };
  const { place, reason } = explainProblem(schema, validator.Errors(value));
  return { ok: false, problem: place === '' ? reason : `${place}: ${reason}` };
}
