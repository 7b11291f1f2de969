/** Looks at the proxy the way everybody else does: over its public addresses. */
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { missingAddresses } from '../address/keep-address.ts';
import type { Topology } from '../topology/schema.ts';

const deadlineMs = 3_000;

export interface Target {
  address: string;
  port: number;
  tls: boolean;
  host: string;
}

export interface Probe {
  target: Target;
  /** Prefix of the route. */
  prefix: string;
  /** Generation that answered; null when nobody did, or not one of ours. */
  generation: number | null;
  status: number | null;
  /** Which server answered, as `backend/server`. */
  server: string | null;
  problem: string | null;
}

/** Every address and port that people use; of one that floats this edge's own, and itself while it is here. */
export function targetsOf({ listen, public: open }: Topology): Target[] {
  const host = open.names?.[0] ?? null;
  const { floating } = open;
  const here = (address: string): string[] => {
    if (floating === undefined || !open.pinned.includes(address)) return [address];
    return [floating.own, ...(missingAddresses([address]).length === 0 ? [address] : [])];
  };
  return listen.flatMap(({ address, port, certificate }) => {
    const family = address === '::' ? ':' : '.';
    const wild = address === '0.0.0.0' || address === '::';
    const addresses = wild
      ? open.pinned.filter((pinned) => pinned.includes(family)).flatMap(here)
      : here(address);
    return addresses.map((one) => ({
      address: one,
      port,
      tls: certificate !== undefined,
      host: host ?? (one.includes(':') ? `[${one}]` : one),
    }));
  });
}

/** Path that takes the way of a picture. Nothing is there. */
export const picturePath = '/a/probe/img/probe.png';

/** Prefixes of all routes, the one to the cache included. */
export function routesOf(topology: Topology, withCache: boolean): string[] {
  return [
    ...topology.routes.map(({ prefix }) => prefix),
    ...(withCache && topology.cache !== undefined ? [picturePath] : []),
  ];
}

/** Whether whoever took this route was served. Of the cache it is asked for what is not there. */
export function isServed({ prefix, status }: Probe): boolean {
  return status !== null && (prefix === picturePath ? status < 500 : status < 400);
}

/** Never rejects: no answer is an answer. Every probe is a new connection. */
export function probe(
  target: Target,
  prefix: string,
  { secret, server }: { secret: string; server?: string | undefined },
): Promise<Probe> {
  const nothing: Probe = {
    target,
    prefix,
    generation: null,
    status: null,
    server: null,
    problem: null,
  };
  return new Promise((resolve) => {
    const options = {
      host: target.address,
      port: target.port,
      path: prefix,
      agent: false,
      signal: AbortSignal.timeout(deadlineMs),
      headers: {
        host: target.host,
        'x-twinlens-probe': secret,
        ...(server === undefined ? {} : { 'x-twinlens-probe-server': server }),
      },
    };
    // What is proven here is who answers; `doctor` looks at certificates.
    const request = target.tls
      ? requestHttps({ ...options, servername: target.host, rejectUnauthorized: false })
      : requestHttp(options);
    request.on('response', (response) => {
      response.resume();
      const generation = Number(response.headers['x-twinlens-generation'] ?? 'NaN');
      const by = response.headers['x-twinlens-server'];
      resolve({
        ...nothing,
        generation: Number.isNaN(generation) ? null : generation,
        status: response.statusCode ?? null,
        server: typeof by === 'string' ? by : null,
      });
    });
    request.on('error', (error) => resolve({ ...nothing, problem: error.message }));
    request.end();
  });
}

export function nameOf({ address, port }: Target): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
