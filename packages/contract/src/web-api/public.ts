import { Type } from 'typebox';
import { AccessibilityResult } from '../accessibility/result.ts';
import { ImageHash, PathId, Sha } from '../fields.ts';
import { ApiDescription } from '../openapi/document.ts';
import { operation } from '../operation.ts';

export const describeApi = operation({
  id: 'describeApi',
  method: 'GET',
  path: '/api/openapi.json',
  access: 'public',
  summary: 'This description, in OpenAPI 3.1. The page at /docs/api shows it to people.',
  response: ApiDescription,
});

export const getImage = operation({
  id: 'getImage',
  method: 'GET',
  path: '/a/:account/img/:hash.png',
  access: 'public',
  summary: 'A picture. Its name cannot be guessed and never changes meaning: cached for ever.',
  params: Type.Object({ account: PathId, hash: ImageHash }),
  responseType: 'image/png',
});

export const getAccessibilityResult = operation({
  id: 'getAccessibilityResult',
  method: 'GET',
  path: '/a/:account/accessibility/:hash.json',
  access: 'public',
  summary:
    'What an accessibility target found in one example. Its name cannot be guessed and never changes meaning: cached for ever.',
  params: Type.Object({ account: PathId, hash: ImageHash }),
  response: AccessibilityResult,
});

export const getAnimatedImage = operation({
  id: 'getAnimatedImage',
  method: 'GET',
  path: '/a/:account/img/:hash.apng',
  access: 'public',
  summary: 'A picture of many frames, otherwise like any other; it is a PNG as well.',
  params: Type.Object({ account: PathId, hash: ImageHash }),
  responseType: 'image/apng',
});

export const getStatusImage = operation({
  id: 'getStatusImage',
  method: 'GET',
  path: '/a/:account/p/:project/compare/:sha1/:sha2/status.svg',
  access: 'public',
  summary:
    'Live badge for pull requests; says the state in words, and nothing else about the comparison.',
  params: Type.Object({ account: PathId, project: PathId, sha1: Sha, sha2: Sha }),
  responseType: 'image/svg+xml',
});

export const hearForge = operation({
  id: 'hearForge',
  method: 'POST',
  path: '/api/hooks/:destination',
  access: 'public',
  summary:
    'What a forge says of pull requests: its own kind of body, signed with the secret of the hook. 204 also for what is of no interest.',
  params: Type.Object({ destination: PathId }),
  bodyType: 'application/octet-stream',
});

export const getLiveness = operation({
  id: 'getLiveness',
  method: 'GET',
  path: '/health/live',
  access: 'public',
  summary: 'The process answers.',
  response: Type.Object({ status: Type.Literal('ok') }),
});

export const getReadiness = operation({
  id: 'getReadiness',
  method: 'GET',
  path: '/health/ready',
  access: 'public',
  summary:
    'Database and store answer. 503 while one of them does not, which the message names, or while the process drains.',
  response: Type.Object({ status: Type.Literal('ok') }),
});
