import type { FastifyInstance } from 'fastify';

/**
 * Lets the routes of a scope take what an HTML form or an OAuth client posts, as an object of texts. Of a
 * field that comes twice, the last counts.
 *
 * @param bodyLimit bytes
 */
export function acceptFormFields(scope: FastifyInstance, bodyLimit: number): void {
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
}
