import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { type TargetType, targetTypes } from '@twinlens/contract';
import { readTelemetry, type TelemetryConfig } from '@twinlens/telemetry';
import { type CaptureLimits, defaultLimits } from './capture/limits.ts';
import { defaultReserve, type Reserve } from './registration/shortage.ts';
import { type NamedBrowser, readNamedBrowsers } from './target/named-browsers.ts';
import { shortName, typeNamed } from './target/targets.ts';

/** What is known without a server. */
export interface MachineConfig {
  /** What it captures, as far as the browsers for it are there. */
  targets: TargetType[];
  /** Browsers of its own, beside those that are found. */
  named: NamedBrowser[];
  /** Folder for the unpacked browser and its profiles. */
  cache: string;
  /** Where installed browsers are looked for, as in PATH. */
  path: string;
  limits: CaptureLimits;
}

export interface WorkerConfig extends MachineConfig {
  /** Origins of the server, without trailing slashes; one at least. */
  servers: string[];
  token: string;
  /** Shown to people beside what it captures. */
  name: string;
  /** `host` or `host:port` that captured pages may reach although not on the public internet. */
  allowedPrivateHosts: string[];
  /** How long to wait for work in one call, in milliseconds. */
  waitMs: number;
  /** Share of the pictures copied from earlier captures that are rendered again, from 0 to 1. */
  auditShare: number;
  /** How often it shows that its pictures are those of the fleet, in milliseconds; null: never. */
  calibrateMs: number | null;
  /** How often it looks at what is left of the machine, in milliseconds. */
  lookMs: number;
  /** What has to be left of the machine. */
  reserve: Reserve;
  /** Figures and traces, and who gets them. */
  telemetry: TelemetryConfig;
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const isAddress = (text: string): boolean =>
  URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);

/** Empty where one of them is not known. */
function readTargets(text: string): TargetType[] {
  if (text.trim() === 'all') return [...targetTypes];
  const types = listOf(text).map(typeNamed);
  return types.includes(undefined) ? [] : types.filter((type) => type !== undefined);
}

function readNamed(file: string | undefined, problems: string[]): NamedBrowser[] {
  if (file === undefined || file === '') return [];
  try {
    return readNamedBrowsers(file);
  } catch (error) {
    problems.push(`TWINLENS_WORKER_BROWSERS: ${error instanceof Error ? error.message : error}`);
    return [];
  }
}

function readMachine(env: NodeJS.ProcessEnv, problems: string[]): MachineConfig {
  const targets = readTargets(env.TWINLENS_WORKER_TARGETS ?? 'chrome,accessibility');
  if (targets.length === 0) {
    const names = targetTypes.map(shortName).join(', ');
    problems.push(
      `TWINLENS_WORKER_TARGETS must be "all", or some of ${names}, with commas between`,
    );
  }
  return {
    targets,
    named: readNamed(env.TWINLENS_WORKER_BROWSERS, problems),
    // Per user: a folder others can write to could hold a browser of theirs.
    cache: env.TWINLENS_CACHE ?? join(tmpdir(), `twinlens-${userInfo().username}`),
    path: env.PATH ?? '',
    limits: defaultLimits,
  };
}

/**
 * Reads what is known of the machine from the environment.
 * @throws Error that says what is wrong with it.
 */
export function readMachineConfig(env: NodeJS.ProcessEnv = process.env): MachineConfig {
  const problems: string[] = [];
  const machine = readMachine(env, problems);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return machine;
}

/**
 * Reads the configuration from the environment.
 * @throws Error that lists everything wrong with it at once.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): WorkerConfig {
  const problems: string[] = [];
  const servers = listOf(env.TWINLENS_SERVER ?? '');
  if (servers.length === 0 || !servers.every(isAddress)) {
    problems.push(
      'TWINLENS_SERVER must be the address of the server, such as https://twinlens.example, or several with commas between',
    );
  }
  const token = env.TWINLENS_WORKER_TOKEN ?? '';
  if (token === '') problems.push('TWINLENS_WORKER_TOKEN must be the token of a worker');
  const auditShare = Number(env.TWINLENS_CAPTURE_AUDIT ?? '0.02');
  if (!(auditShare >= 0 && auditShare <= 1)) {
    problems.push('TWINLENS_CAPTURE_AUDIT must be a share from 0 to 1, such as 0.02');
  }
  const machine = readMachine(env, problems);
  const telemetry = readTelemetry(env, 'TWINLENS_WORKER', problems);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return {
    servers: servers.map((server) => new URL(server).origin),
    token,
    name: env.TWINLENS_WORKER_NAME ?? hostname(),
    allowedPrivateHosts: listOf(env.TWINLENS_ALLOWED_PRIVATE_HOSTS ?? ''),
    ...machine,
    waitMs: 20_000,
    auditShare,
    calibrateMs: 60 * 60 * 1000,
    lookMs: 10_000,
    reserve: defaultReserve,
    telemetry,
  };
}
