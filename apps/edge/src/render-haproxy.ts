import type { Topology } from './topology.ts';

/** IPv6 addresses are bracketed before a port. */
function endpoint(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/**
 * The proxy's whole configuration as text; the same topology and generation give the same bytes.
 *
 * Four settings keep a reload from costing a request (measured in design): listeners handed over
 * through the admin socket, idle connections closed with their next response, a keep-alive hint
 * shorter than the proxy's own limit, and old workers bounded in time.
 * @param socketFolder folder of the admin socket, writable by the proxy
 */
export function renderHaproxy(
  topology: Topology,
  generation: number,
  socketFolder: string,
): string {
  const backends = topology.backends.flatMap(({ name, ready, servers }) => [
    '',
    `backend ${name}`,
    `  option httpchk GET ${ready}`,
    ...servers.map((server) => `  server ${server.name} ${endpoint(server.address, server.port)}`),
  ]);
  return `${[
    'global',
    `  stats socket ${socketFolder}/admin.sock mode 600 level admin expose-fd listeners`,
    '  hard-stop-after 30s',
    '',
    'defaults',
    '  mode http',
    '  timeout connect 2s',
    '  timeout client 65s',
    '  timeout server 65s',
    '  timeout http-keep-alive 10s',
    '  option idle-close-on-response',
    '  http-after-response set-header keep-alive timeout=5',
    `  http-after-response set-header x-twinlens-generation ${generation}`,
    '  retries 2',
    '  option redispatch',
    '  retry-on conn-failure empty-response response-timeout',
    '  http-request disable-l7-retry unless { method GET HEAD OPTIONS }',
    '  default-server check inter 500 fastinter 100 fall 2 rise 1',
    '',
    'frontend public',
    ...topology.listen.map(({ address, port }) => `  bind ${endpoint(address, port)}`),
    ...topology.routes.map(
      ({ prefix, backend }) => `  use_backend ${backend} if { path_beg ${prefix} }`,
    ),
    ...backends,
  ].join('\n')}\n`;
}
