/** Where assistants find what they need. */

export const paths = {
  mcp: '/api/mcp',
  register: '/api/oauth/register',
  authorize: '/api/oauth/authorize',
  token: '/api/oauth/token',
  revoke: '/api/oauth/revoke',
  /** Of the review pages: where a person allows it. */
  consent: '/connect-assistant',
  authorizationServer: '/.well-known/oauth-authorization-server',
  /** Found from the address of the resource (RFC 9728, section 3.1), and from that of the server. */
  protectedResource: '/.well-known/oauth-protected-resource/api/mcp',
  protectedResourceOfServer: '/.well-known/oauth-protected-resource',
} as const;

/** The one resource there are tokens for; RFC 8707. */
export const resourceOf = (origin: string) => origin + paths.mcp;

/** The one scope there is: what a member may do when reviewing. */
export const scope = 'review';
