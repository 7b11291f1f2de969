/** The API's description, made from the list of operations. */
import type { Static, TSchema } from 'typebox';
import { errorCodes } from '../errors.ts';
import { type Access, ErrorBody, type OperationShape } from '../operation.ts';
import { operations } from '../operations.ts';
import type { ApiDescription, DescribedOperation } from './document.ts';

type Described = Static<typeof DescribedOperation>;
type Content = NonNullable<Described['responses'][string]['content']>;

/** Operations are grouped by who may call them. */
const groups: Record<Access, { name: string; description: string; security: string[] }> = {
  client: {
    name: 'Clients',
    description: 'What builds call, with an API key: the protocol of the happo clients.',
    security: ['apiKeyAndSecret', 'signedToken'],
  },
  public: { name: 'Everybody', description: 'What needs no authorization.', security: [] },
  session: {
    name: 'People',
    description: 'What the pages call for somebody who has signed in.',
    security: ['sessionCookie'],
  },
  status: {
    name: 'Status program',
    description: 'What the status program asks, so that it can act alone while the server is gone.',
    security: ['statusToken'],
  },
  operator: {
    name: 'Operators',
    description: 'What the pages call for who runs the installation.',
    security: ['sessionCookie'],
  },
  worker: {
    name: 'Workers',
    description: 'What the workers call, which render the examples.',
    security: ['workerToken'],
  },
};

const securitySchemes = {
  apiKeyAndSecret: { type: 'http', scheme: 'basic', description: 'API key and secret' },
  signedToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'HS256 with the API secret; the key is both "kid" and the claim "key"',
  },
  workerToken: { type: 'http', scheme: 'bearer', description: 'token of a worker' },
  statusToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'token shared with the status program',
  },
  sessionCookie: { type: 'apiKey', in: 'cookie', name: 'twinlens.session_token' },
};

function describeErrors(): string {
  const codes = Object.entries(errorCodes).map(([code, { status }]) => `${code} (${status})`);
  return `Whatever is refused is answered with a code and a message that says what to do. Codes: ${codes.join(', ')}.`;
}

interface ObjectSchema {
  properties?: Record<string, TSchema>;
  required?: string[];
}

function parametersOf(place: 'path' | 'query', schema: TSchema | undefined) {
  const { properties = {}, required = [] } = (schema ?? {}) as ObjectSchema;
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: place,
    // A field with a default may be left out, though the validated message always has it.
    required: place === 'path' || (required.includes(name) && !('default' in field)),
    schema: field as Record<string, unknown>,
  }));
}

const contentOf = (type: string, schema?: TSchema): Content => ({
  [type]: schema === undefined ? {} : { schema: schema as Record<string, unknown> },
});

function requestBodyOf({ body, bodyType, form }: OperationShape): Pick<Described, 'requestBody'> {
  const content = {
    ...(body && contentOf('application/json', body)),
    ...(bodyType && contentOf(bodyType, form)),
  };
  return Object.keys(content).length === 0 ? {} : { requestBody: { required: true, content } };
}

function successOf({ response, responseType }: OperationShape): Described['responses'][string] {
  const description = 'done';
  if (response) return { description, content: contentOf('application/json', response) };
  return responseType ? { description, content: contentOf(responseType) } : { description };
}

function describeOperation(operation: OperationShape): Described {
  const { id, summary, access, params, query } = operation;
  return {
    operationId: id,
    summary,
    tags: [groups[access].name],
    security: groups[access].security.map((scheme) => ({ [scheme]: [] })),
    parameters: [...parametersOf('path', params), ...parametersOf('query', query)],
    ...requestBodyOf(operation),
    responses: {
      '2XX': successOf(operation),
      default: {
        description: 'what was wrong and what to do',
        content: contentOf('application/json', ErrorBody),
      },
    },
  };
}

/**
 * OpenAPI 3.1, whose schemas are JSON Schema, as ours are.
 * @param origin of the installation, without a trailing slash
 */
export function describeApi(origin: string): Static<typeof ApiDescription> {
  const paths: Record<string, Record<string, Described>> = {};
  for (const operation of Object.values(operations) as OperationShape[]) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [operation.method.toLowerCase()]: describeOperation(operation),
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Twinlens', version: '1', description: describeErrors() },
    servers: [{ url: origin }],
    tags: Object.values(groups).map(({ name, description }) => ({ name, description })),
    paths,
    components: { securitySchemes },
  };
}
