/** The API's description, made from the list of operations. */
import { type Access, ErrorBody, type OperationShape, operations } from '@twinlens/contract';
import type { FastifyInstance } from 'fastify';
import type { TSchema } from 'typebox';

const securityOf: Record<Access, object[]> = {
  public: [],
  client: [{ apiKeyAndSecret: [] }, { signedToken: [] }],
  worker: [{ workerToken: [] }],
  session: [{ sessionCookie: [] }],
};

const securitySchemes = {
  apiKeyAndSecret: { type: 'http', scheme: 'basic', description: 'API key and secret' },
  signedToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'HS256 with the API secret; the key is both "kid" and the claim "key"',
  },
  workerToken: { type: 'http', scheme: 'bearer', description: 'token shared with the workers' },
  sessionCookie: { type: 'apiKey', in: 'cookie', name: 'twinlens.session_token' },
};

interface ObjectSchema {
  properties?: Record<string, TSchema>;
  required?: string[];
}

function parametersOf(place: 'path' | 'query', schema: TSchema | undefined): object[] {
  const { properties = {}, required = [] } = (schema ?? {}) as ObjectSchema;
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: place,
    // A field with a default may be left out, though the validated message always has it.
    required: place === 'path' || (required.includes(name) && !('default' in field)),
    schema: field,
  }));
}

const json = (schema: TSchema) => ({ 'application/json': { schema } });

function bodyOf({ body, bodyType }: OperationShape): object {
  if (!body && !bodyType) return {};
  const content = { ...(bodyType && { [bodyType]: {} }), ...(body && json(body)) };
  return { requestBody: { required: true, content } };
}

function describeOperation(operation: OperationShape): object {
  const { id, summary, access, params, query, response } = operation;
  return {
    operationId: id,
    summary,
    security: securityOf[access],
    parameters: [...parametersOf('path', params), ...parametersOf('query', query)],
    ...bodyOf(operation),
    responses: {
      '2XX': response ? { description: 'done', content: json(response) } : { description: 'done' },
      default: { description: 'what was wrong and what to do', content: json(ErrorBody) },
    },
  };
}

/** OpenAPI 3.1, whose schemas are JSON Schema, as ours are. */
export function describeApi(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of Object.values(operations) as OperationShape[]) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [operation.method.toLowerCase()]: describeOperation(operation),
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Twinlens', version: '1' },
    paths,
    components: { securitySchemes },
  };
}

export function addOpenApi(app: FastifyInstance): void {
  const document = describeApi();
  app.get('/api/openapi.json', async () => document);
}
