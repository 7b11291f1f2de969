/** The built review pages: one document for every page path, and the files it asks for. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FirstContent } from './first-answers.ts';
import { withFirstContent } from './page-document.ts';

/** Where `npm run build` puts them. */
export const builtPages = fileURLToPath(new URL('../../../review/dist', import.meta.url));

/** Paths the pages' own router knows; anything else is 404. */
const openPaths = ['/sign-in', '/docs/api'];
const signedInPaths = [
  '/',
  '/welcome',
  '/a/*',
  '/connect-assistant',
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

export interface PagesOptions {
  /** The build; pages answer 503 with what to do while it is missing. */
  folder: string;
  /** The content security policy for whoever is signed in; null for strangers. */
  policyFor: (request: FastifyRequest) => Promise<string | null>;
  /** What a page shows first; null where it asks for that itself. */
  firstContentOf: (request: FastifyRequest) => Promise<FirstContent | null>;
}

/**
 * Strangers are sent to sign in before anything is loaded; the data behind a page is guarded on its
 * own.
 */
export async function addPages(
  app: FastifyInstance,
  { folder, policyFor, firstContentOf }: PagesOptions,
): Promise<void> {
  const index = join(folder, 'index.html');
  const document = existsSync(index) ? await readFile(index, 'utf8') : null;
  if (document !== null) {
    await app.register(fastifyStatic, {
      root: folder,
      // A route for each file that is there now: nothing else on the disk can be asked for.
      wildcard: false,
      index: false,
      cacheControl: false,
      // The build has them beside each other.
      preCompressed: true,
      setHeaders: (reply, path) => {
        const hashed = path.startsWith(join(folder, 'assets'));
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  const sendPage = (reply: FastifyReply, first: FirstContent | null = null) =>
    document === null
      ? reply.code(503).type('text/plain').send(notBuilt)
      : reply
          .type('text/html; charset=utf-8')
          .header('cache-control', first === null ? 'no-cache' : 'no-store')
          .send(first === null ? document : withFirstContent(document, first));
  for (const path of openPaths) {
    app.get(path, async (_request, reply) => sendPage(reply));
  }
  for (const path of signedInPaths) {
    app.get(path, async (request, reply) => {
      const policy = await policyFor(request);
      if (policy !== null) {
        const first = document === null ? null : await firstContentOf(request);
        return sendPage(reply.header('content-security-policy', policy), first);
      }
      return reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`, 303);
    });
  }
}
