/** The built review pages: one document for every page path, and the files it asks for. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Where `npm run build` puts them. */
export const builtPages = fileURLToPath(new URL('../../../review/dist', import.meta.url));

/** Paths the pages' own router knows; anything else is 404. */
const pagePaths = ['/', '/sign-in', '/welcome', '/a/*'];

const notBuilt =
  'The review pages are not built yet. Run "npm run build" and start Twinlens again.\n';

/** @param folder the build; pages answer 503 with what to do while it is missing */
export async function addPages(app: FastifyInstance, folder: string): Promise<void> {
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
  for (const path of pagePaths) {
    app.get(path, async (_request, reply) =>
      built ? reply.sendFile('index.html') : reply.code(503).type('text/plain').send(notBuilt),
    );
  }
}
