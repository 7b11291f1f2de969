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
  return (data: unknown) => {
    const value =
      httpPart === 'body'
        ? data
        : Value.Convert(schema, Value.Default(schema, structuredClone(data)));
    // What the schema does not name is dropped: nobody asked for it, so nothing has looked at it.
    if (validator.Check(value)) return { value: Value.Clean(schema, value) };
    const { place, reason } = explainProblem(schema, validator.Errors(value));
    const part = httpPart ?? 'request';
    return {
      error: new TwinlensError(
        'invalid_request',
        `${place === '' ? part : `${part}.${place}`}: ${reason}`,
      ),
    };
  };
};
