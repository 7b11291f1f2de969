/** Debian's programs this bench is about, and those it measures with. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually, listDescendants } from '@twinlens/testing';

/** wrk asks from this one; everything that answers shares the other. */
export const cores = { asking: '1', answering: '0' };

/** Lets a process and all it has started run on one core only. */
export async function pin(pid: number): Promise<void> {
  for (const { pid: one } of [{ pid }, ...(await listDescendants(pid))]) {
    execFileSync('taskset', ['-a', '-c', '-p', cores.answering, String(one)], { stdio: 'ignore' });
  }
}

/** A certificate of our own with its key, as the proxy and nginx read it. */
export async function makeCertificate(folder: string): Promise<string> {
  const key = join(folder, 'key.pem');
  const certificate = join(folder, 'only.pem');
  const both = join(folder, 'edge.pem');
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-keyout', key, '-out', certificate, '-days', '2', '-subj', '/CN=localhost'],
    ],
    { stdio: 'ignore' },
  );
  await writeFile(both, (await readFile(certificate, 'utf8')) + (await readFile(key, 'utf8')));
  return both;
}

/** The fastest there is for files: nginx that sends them itself, with and without TLS. */
export async function startPlainNginx(options: {
  folder: string;
  files: string;
  ports: { http: number; https: number };
  certificate: string;
}): Promise<ChildProcess> {
  const { folder, files, ports, certificate } = options;
  const configuration = join(folder, 'plain.conf');
  await writeFile(
    configuration,
    `user root; daemon off; worker_processes auto; pid ${folder}/plain.pid; error_log ${folder}/plain.log error;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/temporary;`).join(' ')}
  types { image/png png; }
  server {
    listen 127.0.0.1:${ports.http}; listen 127.0.0.1:${ports.https} ssl;
    ssl_certificate ${certificate}; ssl_certificate_key ${certificate};
    root ${files};
    add_header cache-control "public, max-age=31536000, immutable";
    add_header access-control-allow-origin "*";
  }
}
`,
  );
  const child = spawn('nginx', ['-c', configuration, '-e', join(folder, 'plain.log')], {
    stdio: 'ignore',
  });
  await eventually('nginx', () =>
    fetch(`http://127.0.0.1:${ports.http}/`).then(
      () => true,
      () => false,
    ),
  );
  return child;
}

/**
 * Makes wrk ask for many addresses in turn, which are different to a cache and one file to everybody else.
 * @returns Its path.
 */
export async function writeManyAddresses(folder: string, count: number): Promise<string> {
  const script = join(folder, 'many.lua');
  await writeFile(
    script,
    `local n = 0
request = function()
  n = (n + 1) % ${count}
  return wrk.format(nil, wrk.path .. "?n=" .. n)
end
`,
  );
  return script;
}

export interface Asked {
  perSecond: number;
  p50: number;
  p99: number;
  failed: number;
}

const milliseconds: Record<string, number> = { us: 0.001, ms: 1, s: 1000 };

/**
 * wrk on a core of its own, 16 connections that are kept.
 * @param script What it asks for, in Lua; the address alone if null.
 */
export function ask(url: string, seconds: number, script: string | null): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const wrk = ['wrk', '-t1', '-c16', `-d${seconds}s`, '--latency'];
    const scripted = script === null ? [] : ['-s', script];
    const child = spawn('taskset', ['-c', cores.asking, ...wrk, ...scripted, url]);
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    child.once('error', reject);
    child.once('close', () => {
      const number = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? '0');
      const within = (share: string) => {
        const found = new RegExp(`^\\s+${share}%\\s+([\\d.]+)(us|ms|s)`, 'm').exec(text);
        return Number(found?.[1] ?? Number.NaN) * (milliseconds[found?.[2] ?? ''] ?? 1);
      };
      const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(
        text,
      );
      resolve({
        perSecond: number(/Requests\/sec:\s+([\d.]+)/),
        p50: within('50'),
        p99: within('99'),
        failed:
          number(/Non-2xx or 3xx responses: (\d+)/) +
          (errors ?? []).slice(1).reduce((sum, count) => sum + Number(count), 0),
      });
    });
  });
}
