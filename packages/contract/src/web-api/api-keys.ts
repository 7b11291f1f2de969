import { Type } from 'typebox';
import { PathId, Time } from '../fields.ts';
import { operation } from '../operation.ts';

const ApiKey = Type.Object({
  key: Type.String(),
  label: Type.String(),
  createdAt: Time,
  lastUsedAt: Type.Union([Time, Type.Null()]),
});

export const listApiKeys = operation({
  id: 'listApiKeys',
  method: 'GET',
  path: '/api/a/:account/api-keys',
  access: 'session',
  summary: 'Keys in use, without their secrets.',
  params: Type.Object({ account: PathId }),
  response: Type.Object({ apiKeys: Type.Array(ApiKey) }),
});

export const createApiKey = operation({
  id: 'createApiKey',
  method: 'POST',
  path: '/api/a/:account/api-keys',
  access: 'session',
  summary: 'A new key. Its secret is in this answer and never shown again. Administrators only.',
  params: Type.Object({ account: PathId }),
  body: Type.Object({ label: Type.String({ minLength: 1, maxLength: 200 }) }),
  response: Type.Object({ key: Type.String(), secret: Type.String(), label: Type.String() }),
});

export const revokeApiKey = operation({
  id: 'revokeApiKey',
  method: 'DELETE',
  path: '/api/a/:account/api-keys/:key',
  access: 'session',
  summary: 'A revoked key stops working at once. Administrators only.',
  params: Type.Object({ account: PathId, key: Type.String({ minLength: 1, maxLength: 200 }) }),
});
