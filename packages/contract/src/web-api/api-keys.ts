import { Type } from 'typebox';
import { PathId, ProjectName, Time } from '../fields.ts';
import { operation } from '../operation.ts';

const ApiKey = Type.Object({
  key: Type.String(),
  label: Type.String(),
  createdAt: Time,
  lastUsedAt: Type.Union([Time, Type.Null()]),
  /** Whom it was made for. All but those of machines are made without an administrator. */
  kind: Type.Enum(['machine', 'person', 'workflow', 'pull-request']),
  /** Null for keys that last until they are revoked. */
  expiresAt: Type.Union([Time, Type.Null()]),
  /** The only project it may be used for; null for all of them. */
  project: Type.Union([ProjectName, Type.Null()]),
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
  params: Type.Object({ account: PathId, key: Type.String({ minLength: 1, maxLength: 1000 }) }),
});

export const createPersonalKey = operation({
  id: 'createPersonalKey',
  method: 'POST',
  path: '/api/a/:account/personal-keys',
  access: 'session',
  summary: 'A key for the own command line that expires by itself. Any member.',
  params: Type.Object({ account: PathId }),
  response: Type.Object({ key: Type.String(), secret: Type.String(), expiresAt: Time }),
});
