/** What assistants learn before they ask for anything. */
import type { FastifyInstance } from 'fastify';
import { paths, resourceOf, scope } from './addresses.ts';

/** RFC 8414. Only what is listed works. */
const authorizationServer = (origin: string) => ({
  issuer: origin,
  authorization_endpoint: origin + paths.authorize,
  token_endpoint: origin + paths.token,
  registration_endpoint: origin + paths.register,
  revocation_endpoint: origin + paths.revoke,
  response_types_supported: ['code'],
  response_modes_supported: ['query'],
  grant_types_supported: ['authorization_code', 'refresh_token'],
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: ['none'],
  revocation_endpoint_auth_methods_supported: ['none'],
  scopes_supported: [scope],
  authorization_response_iss_parameter_supported: true,
});

/** RFC 9728. */
const protectedResource = (origin: string) => ({
  resource: resourceOf(origin),
  resource_name: 'Twinlens',
  authorization_servers: [origin],
  bearer_methods_supported: ['header'],
  scopes_supported: [scope],
});

export function addMetadata(app: FastifyInstance, { origin }: { origin: string }): void {
  app.get(paths.authorizationServer, async () => authorizationServer(origin));
  app.get(paths.protectedResource, async () => protectedResource(origin));
  app.get(paths.protectedResourceOfServer, async () => protectedResource(origin));
}
