/** The built review pages: one document for every page path, and the files it asks for. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Where `npm run build` puts them. */
export const builtPages = fileURLToPath(new URL('../../../review/dist', import.meta.url));

/** Paths the pages' own router knows; anything else is 404. */
const openPaths = ['/sign-in', '/docs/api'];
const signedInPaths = [
  '/',
  '/welcome',
  '/a/*',
  // What documentation and error texts of the clients name.
  '/dashboard',
  '/projects',
  '/account',
  '/settings',
  '/github-integration',
  '/webhooks',
  '/user-access',
];

const notBuilt =
  'The review pages are not built yet. Run "npm run build" and start Twinlens again.\n';

/**
 * Strangers are sent to sign in before anything is loaded; the data behind a page is guarded on its
 * own.
 * @param options.folder the build; pages answer 503 with what to do while it is missing
 * @param options.policyFor the content security policy for whoever is signed in; null for strangers
 */
export async function addPages(
  app: FastifyInstance,
  {
    folder,
    policyFor,
  }: { folder: string; policyFor: (request: FastifyRequest) => Promise<string | null> },
): Promise<void> {
  const built = existsSync(join(folder, 'index.html'));
  if (built) {
    await app.register(fastifyStatic, {
      root: folder,
      // A route for each file that is there now: nothing else on the disk can be asked for.
      wildcard: false,
      index: false,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const hashed = path.startsWith(join(folder, 'assets'));
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  const sendPage = (reply: FastifyReply) =>
    built ? reply.sendFile('index.html') : reply.code(503).type('text/plain').send(notBuilt);
  for (const path of openPaths) {
    app.get(path, async (_request, reply) => sendPage(reply));
  }
  for (const path of signedInPaths) {
    app.get(path, async (request, reply) => {
      const policy = await policyFor(request);
      if (policy !== null) return sendPage(reply.header('content-security-policy', policy));
      return reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`, 303);
    });
  }
}
