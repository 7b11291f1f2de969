/** The web site of a customer: files in a folder of the project, and what serves them. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { boxOf } from './project.ts';

/**
 * Serves `site/` on a port that is free, as `serveSite()`, and as a global setup of Playwright that
 * leaves the address in SITE_URL.
 */
const server = `import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';

const types = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.svg': 'image/svg+xml',
};

export async function serveSite() {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://site').pathname);
    const file = await readFile(new URL('./site', import.meta.url).pathname + path).catch(() => null);
    response.writeHead(file ? 200 : 404, { 'content-type': types[extname(path)] ?? 'text/plain' });
    response.end(file ?? 'not here');
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: \`http://127.0.0.1:\${server.address().port}\`, close: () => server.close() };
}

export default async function globalSetup() {
  const { url, close } = await serveSite();
  process.env.SITE_URL = url;
  return close;
}
`;

/** @param files Contents by path below the root of the site. */
export async function writeSite(folder: string, files: Record<string, string>) {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, 'site', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  await writeFile(join(folder, 'serve-site.mjs'), server);
}

/** A page of its own for an element, as every site has one. */
export const pageOf = (body: string) =>
  `<!doctype html><meta charset="utf-8"><title>Page</title><body style="margin:0">${body}</body>`;

/** The site of the projects with a box in the colour of their look, and another that stays. */
export const boxSite = (color: string) => ({
  'box.html': pageOf(boxOf(color)),
  'still.html': pageOf(boxOf('#808080')),
});
