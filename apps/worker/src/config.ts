import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { type EngineName, engineNames } from '@twinlens/browser';
import { type CaptureLimits, defaultLimits } from './capture/limits.ts';

export interface WorkerConfig {
  /** Origin of the server, without a trailing slash. */
  server: string;
  token: string;
  /** Shown to people beside what it captures. */
  name: string;
  /** `host` or `host:port` that captured pages may reach although not on the public internet. */
  allowedPrivateHosts: string[];
  /** What it captures with. */
  engine: EngineName;
  /** Folder for the unpacked browser and its profiles. */
  cache: string;
  /** Where installed browsers are looked for, as in PATH. */
  path: string;
  /** How long to wait for work in one call, in milliseconds. */
  waitMs: number;
  /** Share of the pictures copied from earlier captures that are rendered again, from 0 to 1. */
  auditShare: number;
  limits: CaptureLimits;
}

/**
 * Reads the configuration from the environment.
 * @throws Error that lists everything wrong with it at once.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): WorkerConfig {
  const problems: string[] = [];
  const server = env.TWINLENS_SERVER ?? '';
  const address = URL.canParse(server) ? new URL(server) : undefined;
  if (!address || !['http:', 'https:'].includes(address.protocol)) {
    problems.push(
      'TWINLENS_SERVER must be the address of the server, such as https://twinlens.example',
    );
  }
  const token = env.TWINLENS_WORKER_TOKEN ?? '';
  if (token === '') problems.push('TWINLENS_WORKER_TOKEN must be the token of a worker');
  const auditShare = Number(env.TWINLENS_CAPTURE_AUDIT ?? '0.02');
  if (!(auditShare >= 0 && auditShare <= 1)) {
    problems.push('TWINLENS_CAPTURE_AUDIT must be a share from 0 to 1, such as 0.02');
  }
  const wanted = env.TWINLENS_WORKER_ENGINE ?? 'chromium';
  const engine = engineNames.find((name) => name === wanted);
  if (!engine) {
    problems.push(`TWINLENS_WORKER_ENGINE must be one of ${engineNames.join(', ')}`);
  }
  if (problems.length > 0 || !engine) throw new Error(problems.join('\n'));
  return {
    server: address?.origin ?? '',
    token,
    name: env.TWINLENS_WORKER_NAME ?? `${hostname()}-${process.pid}`,
    allowedPrivateHosts: (env.TWINLENS_ALLOWED_PRIVATE_HOSTS ?? '')
      .split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
    engine,
    // Per user: a folder others can write to could hold a browser of theirs.
    cache: env.TWINLENS_CACHE ?? join(tmpdir(), `twinlens-${userInfo().username}`),
    path: env.PATH ?? '',
    waitMs: 20_000,
    auditShare,
    limits: defaultLimits,
  };
}
