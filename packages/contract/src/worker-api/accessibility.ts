import { Type } from 'typebox';
import { AccessibilityResult } from '../accessibility/result.ts';
import { PixelHash } from '../fields.ts';
import { operation } from '../operation.ts';

export const uploadAccessibilityResult = operation({
  id: 'uploadAccessibilityResult',
  method: 'PUT',
  path: '/api/worker/leases/:token/accessibility-results/:hash',
  access: 'worker',
  summary:
    'Store what was found in one example under the SHA-256 of its identity, with the picture its places are in, which must have been uploaded. Repeatable; the first one of an identity is kept.',
  params: Type.Object({ token: Type.String({ pattern: '^[0-9a-f]{32}$' }), hash: PixelHash }),
  body: Type.Object({ picture: PixelHash, result: AccessibilityResult }),
});
