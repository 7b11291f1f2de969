/** One request that keeps nothing: no connection and no address from the time before. */
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';

/** What is read of an answer, and no more. Bytes. */
const longestAnswer = 8 * 1024 * 1024;

export interface Answer {
  status: number;
  body: Buffer;
}

export interface GetOptions {
  headers?: Record<string, string>;
  /** Asked there, whatever the name leads to. */
  address?: string | undefined;
  signal: AbortSignal;
}

/** @throws Error whose message says in words why there is no answer */
export async function get(
  url: string,
  { headers = {}, address, signal }: GetOptions,
): Promise<Answer> {
  const begin = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const fail = (error: Error & { code?: string }) => reject(new Error(wordsOf(error)));
    const lookup = address === undefined ? undefined : leadingTo(address);
    begin(url, { headers, signal, agent: false, lookup }, (response) => {
      const parts: Buffer[] = [];
      let length = 0;
      response.on('data', (part: Buffer) => {
        length += part.length;
        if (length > longestAnswer) response.destroy(new Error('the answer is too long'));
        else parts.push(part);
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts) }),
      );
      response.on('error', fail);
    })
      .on('error', fail)
      .end();
  });
}

const leadingTo =
  (address: string): LookupFunction =>
  (_name, options, callback) => {
    const family = isIP(address);
    if (options.all) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };

export function wordsOf(error: Error & { code?: string }): string {
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'no answer in time';
  switch (error.code) {
    case 'ECONNREFUSED':
      return 'nothing listens there';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'the connection was closed before an answer was complete';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'the address cannot be reached';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the name cannot be resolved';
    default:
      return error.message;
  }
}
