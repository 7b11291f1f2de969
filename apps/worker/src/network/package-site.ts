import type { IncomingMessage, ServerResponse } from 'node:http';
import { contentType } from 'mime-types';
import { mayBeName } from '../package/entries.ts';

/** The files of a package, by path without a leading slash. */
export type PackageFiles = ReadonlyMap<string, Buffer>;

/** What is served on the origin of a capture. */
export interface PackageSite {
  files: PackageFiles;
  /** The document at the root for a query (with its `?`), where one is made up for the capture. */
  documentAt?(search: string): string | undefined;
  /** Run in documents before their own, where the browser itself cannot see to it. */
  headScripts?: readonly string[];
  /** No script of its documents runs, where the browser itself cannot see to it. */
  forbidsScripts?: boolean;
}

/** Puts scripts before everything else of a document; before its doctype it would have none. */
function withScripts(document: Buffer, scripts: readonly string[]): Buffer {
  const text = document.toString('latin1');
  const head = scripts
    .map((source) => `<script>${source.replaceAll('</', '<\\/')}</script>`)
    .join('');
  const end = /^(?:\xef\xbb\xbf)?\s*<!doctype[^>]*>/i.exec(text)?.[0].length ?? 0;
  return Buffer.concat([document.subarray(0, end), Buffer.from(head), document.subarray(end)]);
}

/**
 * The paths a file may have in the package. Clients that name files by their addresses leave the
 * escapes of what has a meaning in addresses, `#` and `?` among them.
 */
function pathsOf(url: URL): string[] {
  try {
    const paths = [decodeURIComponent, decodeURI].map((decode) => {
      const path = decode(url.pathname).slice(1);
      return path === '' || path.endsWith('/') ? `${path}index.html` : path;
    });
    return [...new Set(paths)].filter((path) => mayBeName(path));
  } catch {
    return [];
  }
}

/** The paths that are looked for when an address is asked for, up to the one that is there. */
export function pathsAsked(files: PackageFiles, url: URL): string[] {
  const paths = pathsOf(url);
  const found = paths.findIndex((path) => files.has(path));
  return found === -1 ? paths : paths.slice(0, found + 1);
}

function contentOf({ files, documentAt }: PackageSite, url: URL) {
  const document = url.pathname === '/' ? documentAt?.(url.search) : undefined;
  if (document !== undefined)
    return { file: Buffer.from(document), type: 'text/html; charset=utf-8' };
  const path = pathsAsked(files, url).at(-1);
  const file = path === undefined ? undefined : files.get(path);
  if (path === undefined || !file) return undefined;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { file, type: contentType(name) || 'application/octet-stream' };
}

/** Answers a request for a file of the package; the query does not matter, what is missing is 404. */
export function servePackage(
  site: PackageSite,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const content = contentOf(site, url);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { 'content-type': 'text/plain' }).end('only GET and HEAD');
  } else if (!content) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not in the package');
  } else {
    const { headScripts = [], forbidsScripts } = site;
    const { file, type } = content;
    // What scripts ask for is data to them, whatever its type.
    const isShown = request.headers.accept?.startsWith('text/html') === true;
    const hasScripts = isShown && headScripts.length > 0 && type.startsWith('text/html');
    const body = hasScripts ? withScripts(file, headScripts) : file;
    response.writeHead(200, {
      'content-type': type,
      'content-length': body.length,
      'cache-control': 'max-age=3600',
      ...(forbidsScripts && { 'content-security-policy': "script-src 'none'" }),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  }
}
