import type { Server, Topology } from '../topology/schema.ts';

/** What is known only when a configuration is written: it is rendered once and loaded many times. */
const generationMark = '@generation@';
const socketsMark = '@sockets@';
const probeMark = '@probe@';

/** Paths of what has a name that never changes meaning: `packages/contract/src/web-api/public.ts`. */
const pictures = '^/a/[^/]+/img/';

/** Pictures the proxy itself keeps in memory; each reload empties it, and the cache behind fills it again. */
const memory = { megabytes: 64, largestBytes: 1_000_000, seconds: 86_400 };

/** Servers of the backends that `twinlens deploy` looks after, by the name of the backend. */
export type DeployedServers = Record<string, Server[]>;

/**
 * The configuration of the proxy, but for its generation and what belongs to this machine. The same
 * input gives the same bytes.
 *
 * Four settings keep a reload from costing a request (docs/decisions/0037-the-edge-proves.md):
 * listeners handed over through the admin socket, idle connections closed with their next response, a
 * keep-alive hint shorter than the limit of the proxy, and old workers bounded in time.
 */
export function renderHaproxy(
  topology: Topology,
  deployed: DeployedServers,
  options: { cache: boolean },
): string {
  const { drainSeconds = 60 } = topology;
  const cache = options.cache ? topology.cache : undefined;
  const probed = `{ req.hdr(x-twinlens-probe) -m str ${probeMark} }`;
  const backends = topology.backends.flatMap(({ name, ready, servers }) => {
    const there = servers ?? deployed[name] ?? [];
    return [
      '',
      `backend ${name}`,
      `  option httpchk GET ${ready}`,
      // A probe takes the way of its path up to here, and is answered by any server that is ready.
      `  http-request set-path ${ready} if ${probed}`,
      ...there.flatMap((server) => [
        `  use-server ${server.name} if ${probed} { req.hdr(x-twinlens-probe-server) -m str ${server.name} }`,
        `  server ${server.name} ${endpoint(server.address, server.port)}`,
      ]),
    ];
  });
  return `${[
    'global',
    `  description generation-${generationMark}`,
    `  stats socket ${socketsMark}/admin.sock mode 600 level admin expose-fd listeners`,
    `  hard-stop-after ${drainSeconds}s`,
    '',
    'defaults',
    '  mode http',
    '  timeout connect 2s',
    '  timeout client 65s',
    '  timeout server 65s',
    '  timeout http-keep-alive 10s',
    // Without it a check may take as long as there is between two: a server that is slow for a moment
    // would be taken for one that is gone, and the last one be refused to everybody.
    '  timeout check 5s',
    '  option idle-close-on-response',
    '  option forwardfor',
    '  retries 3',
    '  option redispatch 1',
    '  retry-on conn-failure empty-response response-timeout',
    '  default-server check inter 500 fastinter 100 fall 2 rise 1',
    '',
    'frontend public',
    ...topology.listen.flatMap((listen) => bindings(listen, topology.public)),
    '  http-after-response set-header keep-alive timeout=5',
    `  http-after-response set-header x-twinlens-generation ${generationMark}`,
    // Who asks is said by us; what strangers claim about it is dropped.
    '  http-request del-header x-forwarded-for',
    `  http-request set-var(txn.probed) bool(1) if ${probed}`,
    '  http-after-response set-header x-twinlens-server %b/%s if { var(txn.probed) -m bool }',
    '  http-request set-header x-forwarded-proto https if { ssl_fc }',
    '  http-request set-header x-forwarded-proto http unless { ssl_fc }',
    `  http-request set-header x-twinlens-generation ${generationMark}`,
    // Only what may be done twice is sent again.
    '  http-request disable-l7-retry unless { method GET HEAD OPTIONS }',
    ...(cache === undefined
      ? []
      : [
          `  acl picture path_reg ${pictures}`,
          // Of what it keeps it hands out no parts.
          '  http-request cache-use pictures if METH_GET picture !{ req.hdr(range) -m found }',
          '  use_backend cache if METH_GET picture',
        ]),
    ...topology.routes.map(
      ({ prefix, backend }) => `  use_backend ${backend} if { path_beg ${prefix} }`,
    ),
    ...backends,
    ...renderFloatingCheck(topology),
    ...(cache === undefined ? [] : renderCacheBackend(cache, topology, deployed)),
  ].join('\n')}\n`;
}

/** An address that floats may be another edge's now, and is listened on all the same. */
function bindings(
  { address, port, certificate }: Topology['listen'][number],
  { pinned, floating }: Topology['public'],
): string[] {
  const floats = floating !== undefined && pinned.includes(address);
  const secured = certificate ? ` ssl crt ${certificate} alpn http/1.1` : '';
  return [
    `  bind ${endpoint(address, port)}${floats ? ' transparent' : ''}${secured}`,
    ...(floats ? [`  bind ${endpoint(floating.own, port)}${secured}`] : []),
  ];
}

/** What the address follows: an edge that cannot serve is worth less than one that can. */
function renderFloatingCheck({ public: { floating }, routes }: Topology): string[] {
  const last = routes.at(-1);
  if (floating === undefined || last === undefined) return [];
  return [
    '',
    'frontend floating',
    `  bind ${endpoint(floating.own, floating.checkPort)}`,
    '  monitor-uri /health/edge',
    `  monitor fail if { nbsrv(${last.backend}) lt 1 }`,
    '  http-request deny',
  ];
}

/** The cache stands before the servers it asks; they answer themselves when it does not. */
function renderCacheBackend(
  cache: NonNullable<Topology['cache']>,
  topology: Topology,
  deployed: DeployedServers,
): string[] {
  const origin = topology.backends.find(({ name }) => name === cache.backend);
  const servers = origin?.servers ?? deployed[cache.backend] ?? [];
  return [
    ...(cache.nginx === undefined
      ? []
      : [
          '',
          'frontend origin',
          `  bind 127.0.0.1:${cache.nginx.originPort}`,
          `  default_backend ${cache.backend}`,
        ]),
    '',
    'cache pictures',
    `  total-max-size ${memory.megabytes}`,
    `  max-object-size ${memory.largestBytes}`,
    `  max-age ${memory.seconds}`,
    '',
    'backend cache',
    '  option httpchk GET /health/cache',
    // Not what a server said while the cache was away.
    '  http-response cache-store pictures if { res.hdr(x-twinlens-cache) -m found }',
    // A cache that cannot write or read answers 5xx or nothing. Whoever that happens to is sent to
    // another server of this list at once: first choice is said here, weights say who comes after.
    '  retry-on conn-failure empty-response response-timeout junk-response 500 502 503 504',
    '  timeout server 10s',
    '  use-server cache if TRUE',
    `  server cache ${endpoint(cache.address, cache.port)} weight 1`,
    ...servers.map(
      ({ name, address, port }) =>
        `  server ${name} ${endpoint(address, port)} weight 256 no-check track ${cache.backend}/${name}`,
    ),
  ];
}

/** A configuration as the proxy reads it. */
export function fillIn(
  text: string,
  { generation, sockets, probe }: { generation: number; sockets: string; probe: string },
): string {
  return text
    .replaceAll(generationMark, String(generation))
    .replaceAll(socketsMark, sockets)
    .replaceAll(probeMark, probe);
}

/** IPv6 addresses are bracketed before a port. */
function endpoint(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
