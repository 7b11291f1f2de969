/** One request to somebody else's server: bounded in time and size, and never to an address inside. */
import { lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { ReceivedResponse, SentRequest } from '@twinlens/contract';
import { isPublicAddress } from '@twinlens/contract/public-address';

/** What is read of an answer to something told, and no more. Bytes. */
const longestAnswer = 64 * 1024;

/** The same of an answer to a question, which may be a list. Bytes. */
export const longestList = 8 * 1024 * 1024;

/** No answer came, and why, in words for whoever looks after the destination. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
}

export interface PostOptions {
  /** Whether addresses of private networks and of this machine may be called. */
  allowPrivate: boolean;
  signal: AbortSignal;
  /** How long an answer may take. */
  timeoutMs: number;
  /** What is read of an answer, where it is more than a few words. Bytes. */
  longest?: number;
}

/**
 * Sends a request and reads what comes, without following redirects.
 * @throws NoAnswer
 */
export async function send(
  { method, url, headers, body }: SentRequest,
  { allowPrivate, signal, timeoutMs, longest = longestAnswer }: PostOptions,
): Promise<ReceivedResponse> {
  const { protocol, hostname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host))
    throw new NoAnswer(insideWords(host));
  const begin = protocol === 'https:' ? requestHttps : requestHttp;
  const both = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) => {
      if (cause instanceof NoAnswer) return reject(cause);
      const words = signal.aborted
        ? 'the request was given up meanwhile'
        : wordsOf(cause, timeoutMs);
      reject(new NoAnswer(words, { cause }));
    };
    const sent = begin(
      url,
      {
        method,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        lookup: allowPrivate ? lookup : lookupPublic,
        signal: both,
        // Nothing is kept open: who is called changes, and so may its address.
        agent: false,
      },
      (response) => {
        const parts: Buffer[] = [];
        let length = 0;
        response.on('data', (part: Buffer) => {
          if (length < longest) parts.push(part.subarray(0, longest - length));
          length += part.length;
          if (length > longest) response.destroy();
        });
        const end = () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: headersOf(response.headers),
            body: Buffer.concat(parts).toString('utf8'),
          });
        response.on('end', end);
        response.on('close', () => (response.complete || length > longest ? end() : null));
        response.on('error', (error) => (length > longest ? end() : fail(error)));
      },
    );
    sent.on('error', fail);
    sent.end(body);
  });
}

const insideWords = (address: string) =>
  `${address} is an address of a private network: whoever runs this installation can allow it (TWINLENS_PRIVATE_DESTINATIONS)`;

/** As `dns.lookup`, for names that lead to the internet only: each address is looked at that is used. */
const lookupPublic: LookupFunction = (host, options, callback) =>
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '');
    const inside = addresses.find(({ address }) => !isPublicAddress(address));
    if (inside !== undefined) {
      return callback(new NoAnswer(`${host} is ${insideWords(inside.address)}`), '');
    }
    const [first] = addresses;
    if (options.all) callback(null, addresses);
    else callback(null, first?.address ?? '', first?.family);
  });

const headersOf = (headers: Record<string, string | string[] | undefined>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );

function wordsOf(error: Error & { code?: string }, timeoutMs: number): string {
  if (error.name === 'TimeoutError' || error.name === 'AbortError') {
    return `no answer within ${timeoutMs / 1000} seconds`;
  }
  switch (error.code) {
    case 'ECONNREFUSED':
      return 'nothing listens there';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'the connection was closed before an answer was complete';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'its name cannot be resolved';
    default:
      return error.message;
  }
}
