/**
 * OAuth 2.1 for assistants: authorization code with PKCE, for programs that register themselves
 * (docs/decisions/0041-assistants.md).
 */
import type { Context } from '@twinlens/visual-tests';
import type { FastifyInstance } from 'fastify';
import { acceptFormFields } from '../http/form-fields.ts';
import { addAuthorize } from './authorize.ts';
import { bodyLimit } from './body-limit.ts';
import { addMetadata } from './metadata.ts';
import { answerOAuthError } from './oauth-error.ts';
import { addRegistration } from './registration.ts';
import { addTokens } from './tokens.ts';

export function addOAuth(app: FastifyInstance, options: { ctx: Context }): void {
  addMetadata(app, options.ctx);
  addAuthorize(app, options);
  app.register(async (scope) => {
    acceptFormFields(scope, bodyLimit);
    scope.setErrorHandler(answerOAuthError);
    addRegistration(scope, options);
    addTokens(scope, options);
  });
}
