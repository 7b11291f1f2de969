import type { IncomingMessage, ServerResponse } from 'node:http';
import { contentType } from 'mime-types';

/** The files of a package, by path without a leading slash. */
export type PackageFiles = ReadonlyMap<string, Buffer>;

function pathOf(url: URL): string | undefined {
  try {
    const path = decodeURIComponent(url.pathname).slice(1);
    return path === '' || path.endsWith('/') ? `${path}index.html` : path;
  } catch {
    return undefined;
  }
}

/** Answers a request for a file of the package; the query does not matter, what is missing is 404. */
export function servePackageFile(
  files: PackageFiles,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const path = pathOf(url);
  const file = path === undefined ? undefined : files.get(path);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { 'content-type': 'text/plain' }).end('only GET and HEAD');
  } else if (path === undefined || !file) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not in the package');
  } else {
    const name = path.slice(path.lastIndexOf('/') + 1);
    response.writeHead(200, {
      'content-type': contentType(name) || 'application/octet-stream',
      'content-length': file.length,
      'cache-control': 'max-age=3600',
    });
    response.end(request.method === 'HEAD' ? undefined : file);
  }
}
