import type { Topology } from '../topology/schema.ts';

export type NginxCache = NonNullable<NonNullable<Topology['cache']>['nginx']> & {
  address: string;
  port: number;
};

/** What has to stay free on the disk of the cache, whatever it may take. */
const freeMegabytes = 64;

/** The whole configuration of the nginx that keeps pictures. The same input gives the same bytes. */
export function renderNginx(
  cache: NginxCache,
  options: { folder: string; asRoot: boolean; countsPort: number },
): string {
  const { folder } = options;
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `  ${name}_temp_path ${folder}/temporary;`,
  );
  const listen = cache.address.includes(':') ? `[${cache.address}]` : cache.address;
  return `${[
    ...(options.asRoot ? ['user root;'] : []),
    'daemon off;',
    'worker_processes auto;',
    `pid ${folder}/nginx.pid;`,
    `error_log ${folder}/nginx.log error;`,
    'events { worker_connections 1024; }',
    'http {',
    // Of each answer, how it came about, to whoever counts them.
    "  log_format outcome '$upstream_cache_status';",
    `  access_log syslog:server=127.0.0.1:${options.countsPort},nohostname,tag=cache outcome;`,
    '  server_tokens off;',
    ...temporary,
    `  proxy_cache_path ${cache.folder} levels=1:2 keys_zone=pictures:16m max_size=${cache.megabytes}m min_free=${freeMegabytes}m inactive=60d use_temp_path=off;`,
    '  server {',
    `    listen ${listen}:${cache.port};`,
    '    location = /health/cache { access_log off; return 200; }',
    '    location / {',
    `      proxy_pass http://127.0.0.1:${cache.originPort};`,
    '      proxy_http_version 1.1;',
    '      proxy_set_header Connection "";',
    '      proxy_set_header Host $http_host;',
    '      proxy_cache pictures;',
    '      proxy_cache_key $request_uri;',
    // Of many who ask for the same new picture, one asks the server.
    '      proxy_cache_lock on;',
    '      proxy_cache_use_stale error timeout updating http_500 http_502 http_503 http_504;',
    // How long is said by the server; what it says nothing of is not kept.
    '      proxy_ignore_headers Vary;',
    '      proxy_set_header Accept-Encoding "";',
    '      proxy_force_ranges on;',
    '      add_header x-twinlens-cache $upstream_cache_status always;',
    '    }',
    '  }',
    '}',
  ].join('\n')}\n`;
}
