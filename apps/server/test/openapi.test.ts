/** The API describes itself, and leaves nothing out. */
import { Validator } from '@seriousme/openapi-schema-validator';
import type { ApiDescription } from '@twinlens/contract';
import type { Static } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from './installation.ts';
import { type RegisteredRoute, recordRoutes } from './registered-routes.ts';

let installation: Installation;
let routes: RegisteredRoute[];
let described: Static<typeof ApiDescription>;

beforeAll(async () => {
  ({ result: installation, routes } = await recordRoutes(() => startInstallation()));
  const answer = await fetch(`${installation.server.url}/api/openapi.json`);
  described = (await answer.json()) as typeof described;
});
afterAll(() => installation?.close());

test('the description is OpenAPI 3.1', async () => {
  const result = await new Validator().validate(structuredClone(described));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
  expect(described.openapi).toBe('3.1.0');
  expect(described.servers).toEqual([{ url: installation.server.url }]);
});

test('every route of the API is in it, and nothing else is', () => {
  const served = routes
    .filter(({ method, access }) => access !== undefined && method !== 'HEAD')
    .map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`);
  const inDocument = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(inDocument.toSorted()).toEqual(served.toSorted());
  const underApi = routes.filter(({ method, url }) => method !== 'HEAD' && url.startsWith('/api/'));
  // Protocols that describe themselves: assistants find these by their own discovery.
  const isOfAssistants = (url: string) => url === '/api/mcp' || url.startsWith('/api/oauth/');
  const others = underApi.filter(({ access, url }) => access === undefined && !isOfAssistants(url));
  expect(others).toEqual([]);
});

test('forms, files and pictures are described as what they are', () => {
  const capture = described.paths['/api/snap-requests']?.post?.requestBody?.content;
  const form = capture?.['multipart/form-data']?.schema as {
    properties: object;
    required: string[];
  };
  expect(Object.keys(form.properties)).toEqual(
    expect.arrayContaining(['type', 'targetName', 'payloadHash', 'payload']),
  );
  const contents = Object.values(described.paths)
    .flatMap((methods) => Object.values(methods))
    .map(({ requestBody }) => requestBody?.content['multipart/form-data'])
    .filter((content) => content !== undefined);
  expect(contents.length).toBeGreaterThan(1);
  for (const { schema } of contents) expect(schema).toMatchObject({ type: 'object' });
  const image = described.paths['/a/{account}/img/{hash}.png']?.get;
  expect(image?.responses['2XX']?.content).toEqual({ 'image/png': {} });
  expect(image?.parameters.map(({ name }) => name)).toEqual(['account', 'hash']);
  const changes = described.paths['/api/a/{account}/comparisons/{comparison}/changes']?.get;
  expect(changes?.parameters).toContainEqual(
    expect.objectContaining({ name: 'limit', in: 'query', required: false }),
  );
});
