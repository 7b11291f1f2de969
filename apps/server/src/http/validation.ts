import { explainProblem, TwinlensError } from '@twinlens/contract';
import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';

/**
 * Validates with the contract's own schemas. Text in paths and queries is converted to the types
 * asked for and given defaults; JSON bodies are not converted.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema);
  const part = httpPart ?? 'request';
  const refuse = (place: string, reason: string) => ({
    error: new TwinlensError(
      'invalid_request',
      `${place === '' ? part : `${part}.${place}`}: ${reason}`,
    ),
  });
  return (data: unknown) => {
    try {
      const value =
        httpPart === 'body'
          ? data
          : Value.Convert(schema, Value.Default(schema, structuredClone(data)));
      // What the schema does not name is dropped: nobody asked for it, so nothing has looked at it.
      if (validator.Check(value)) return { value: Value.Clean(schema, value) };
      const { place, reason } = explainProblem(schema, validator.Errors(value));
      return refuse(place, reason);
    } catch (error) {
      // Lists of unlike things are looked at as deep as they go, which may be deeper than the stack.
      if (error instanceof RangeError) return refuse('', 'is nested too deeply');
      throw error;
    }
  };
};
