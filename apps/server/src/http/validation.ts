import { TwinlensError } from '@twinlens/contract';
import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';

/**
 * Validates with the contract's own schemas. Text in paths and queries is converted to the types
 * asked for and given defaults; JSON bodies are taken as they are.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema);
  return (data: unknown) => {
    const value =
      httpPart === 'body'
        ? data
        : Value.Convert(schema, Value.Default(schema, structuredClone(data)));
    if (validator.Check(value)) return { value };
    const [first] = validator.Errors(value);
    const place = `${httpPart ?? 'request'}${first?.instancePath ?? ''}`;
    return {
      error: new TwinlensError(
        'invalid_request',
        `${place}: ${first?.message ?? 'not as expected'}`,
      ),
    };
  };
};
