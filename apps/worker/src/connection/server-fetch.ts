/** The way to the server: one of several addresses, over connections that do not grow old. */
import { Agent, type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure, Agent as SecureAgent } from 'node:https';
import { Readable } from 'node:stream';

/**
 * A connection older than this is not used again. Each new one looks the name up anew, so that a worker
 * follows when the address moves. Milliseconds.
 */
const usualMs = 60_000;

/**
 * Whoever has not taken a connection by then is not there: an address that is gone says nothing, and what is
 * asked for may be waited for much longer. Milliseconds.
 */
const connectMs = 5_000;

/** Answers of a proxy whose server is away: another address may have one. */
const awayStatuses = [502, 503, 504];

/** Makes an agent forget connections once they are old. */
function forgettingOld<T extends Agent>(agent: T, isOld: (socket: object) => boolean): T {
  const keep = agent.keepSocketAlive.bind(agent);
  agent.keepSocketAlive = (socket) => !isOld(socket) && Boolean(keep(socket));
  return agent;
}

function headersOf({ rawHeaders }: IncomingMessage): [string, string][] {
  const headers: [string, string][] = [];
  for (let at = 0; at < rawHeaders.length; at += 2)
    headers.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  return headers;
}

function responseOf(answer: IncomingMessage): Response {
  const status = answer.statusCode ?? 502;
  const init = { status, headers: headersOf(answer) };
  if (status === 204 || status === 304) {
    answer.resume();
    return new Response(null, init);
  }
  return new Response(Readable.toWeb(answer) as ReadableStream<Uint8Array>, init);
}

/**
 * A `fetch` for calls to the server.
 * @param oldestMs A connection older than this is not used again.
 * @param servers Origins; the first is called until it cannot be reached, then the next, and so on.
 * @param patienceMs How long a connection may take to be made.
 */
export function createServerFetch(
  servers: readonly string[],
  oldestMs = usualMs,
  patienceMs = connectMs,
): typeof fetch {
  const since = new WeakMap<object, number>();
  const isOld = (socket: object): boolean =>
    performance.now() - (since.get(socket) ?? 0) > oldestMs;
  const plain = forgettingOld(new Agent({ keepAlive: true }), isOld);
  const secure = forgettingOld(new SecureAgent({ keepAlive: true }), isOld);
  let current = 0;

  const send = (url: URL, init: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      const options = {
        method: init.method,
        headers: Object.fromEntries(new Headers(init.headers)),
      };
      const request =
        url.protocol === 'https:'
          ? requestSecure(url, { ...options, agent: secure })
          : requestPlain(url, { ...options, agent: plain });
      request.on('socket', (socket) => {
        if (since.has(socket)) return;
        since.set(socket, performance.now());
        const connected = url.protocol === 'https:' ? 'secureConnect' : 'connect';
        const late = new Error(`no connection to ${url.host} within ${patienceMs} ms`);
        const timer = setTimeout(() => request.destroy(late), patienceMs);
        socket.once(connected, () => clearTimeout(timer));
        socket.once('close', () => clearTimeout(timer));
      });
      const { signal } = init;
      let answered: IncomingMessage | undefined;
      const giveUp = (): void => {
        const reason = signal?.reason instanceof Error ? signal.reason : new Error('given up');
        answered?.destroy(reason);
        request.destroy(reason);
      };
      if (signal?.aborted) giveUp();
      else signal?.addEventListener('abort', giveUp, { once: true });
      request.on('close', () => signal?.removeEventListener('abort', giveUp));
      request.on('response', (answer) => {
        answered = answer;
        resolve(responseOf(answer));
      });
      request.on('error', reject);
      request.end(init.body);
    });

  return async (input, init = {}) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    const used = current;
    const next = (): void => {
      // Others may have gone on meanwhile.
      if (current === used) current = (used + 1) % servers.length;
    };
    try {
      const response = await send(new URL(pathname + search, servers[used]), init);
      if (awayStatuses.includes(response.status)) next();
      return response;
    } catch (error) {
      // Also where the answer was not waited for any longer: an address that is gone says nothing.
      next();
      throw error;
    }
  };
}
