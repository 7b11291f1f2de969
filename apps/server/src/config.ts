/** The server's settings, read from the environment once. */
import { resolve } from 'node:path';
import { TwinlensError } from '@twinlens/contract';
import { readTelemetry, type TelemetryConfig } from '@twinlens/telemetry';
import type { BucketLocation } from '@twinlens/visual-tests';

/** Where everything lies that an installation keeps. */
export interface StorageConfig {
  /** Folder with everything this installation keeps. */
  dataFolder: string;
  /** PostgreSQL; null runs the embedded database inside the data folder. */
  databaseUrl: string | null;
  /** Where pictures and packages lie; null keeps them in the data folder. */
  bucket: BucketLocation | null;
  /** 32 bytes; null keeps it in the data folder. */
  installationKey: Uint8Array | null;
}

export interface Config extends StorageConfig {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** What people and clients type; null makes it from host and port. */
  origin: string | null;
  workerToken: string;
  /** Of the status program; null where there is none. */
  statusToken: string | null;
  /** Whose workflow tokens are taken, and what they must be meant for. */
  githubOidc: { issuer: string; audience: string };
  /** Whether verdicts may be told to addresses of private networks and of this machine. */
  privateDestinations: boolean;
  /** How mail is sent; null for none. */
  mail: { smtpUrl: string; sender: string } | null;
  logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** Figures and traces, and who gets them. */
  telemetry: TelemetryConfig;
}

const logLevels = ['debug', 'info', 'warn', 'error'] as const;

/**
 * @throws TwinlensError `invalid_request` listing every problem at once.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const problems: string[] = [];
  const storage = readStorage(env, problems);
  const port = Number(env.TWINLENS_PORT ?? '4750');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    problems.push(`TWINLENS_PORT: "${env.TWINLENS_PORT}" is not a port number (0 to 65535)`);
  }

  const workerToken = env.TWINLENS_WORKER_TOKEN ?? '';
  if (workerToken.length < 32) {
    problems.push(
      'TWINLENS_WORKER_TOKEN: give a secret of at least 32 characters, the same as the workers have',
    );
  }

  const statusToken = env.TWINLENS_STATUS_TOKEN || null;
  if (statusToken !== null && statusToken.length < 32) {
    problems.push(
      'TWINLENS_STATUS_TOKEN: give a secret of at least 32 characters, the same as the status program has, or none',
    );
  }

  let origin: string | null = null;
  if (env.TWINLENS_ORIGIN) {
    if (URL.canParse(env.TWINLENS_ORIGIN)) origin = new URL(env.TWINLENS_ORIGIN).origin;
    else
      problems.push(
        `TWINLENS_ORIGIN: "${env.TWINLENS_ORIGIN}" is not a URL such as https://twinlens.example.org`,
      );
  }

  const issuer = env.TWINLENS_GITHUB_OIDC_ISSUER || 'https://token.actions.githubusercontent.com';
  if (!/^https?:/.test(issuer) || !URL.canParse(issuer)) {
    problems.push(
      `TWINLENS_GITHUB_OIDC_ISSUER: "${issuer}" is not a URL such as https://github.example.org/_services/token`,
    );
  }

  const destinations = env.TWINLENS_PRIVATE_DESTINATIONS ?? '';
  if (!['', 'allow'].includes(destinations)) {
    problems.push(
      `TWINLENS_PRIVATE_DESTINATIONS: "${destinations}" is neither "allow" nor left out`,
    );
  }

  const smtpUrl = env.TWINLENS_SMTP_URL || null;
  const sender = env.TWINLENS_MAIL_SENDER || null;
  if (smtpUrl !== null && (!/^smtps?:/.test(smtpUrl) || !URL.canParse(smtpUrl))) {
    // It may have a password in it.
    problems.push('TWINLENS_SMTP_URL: expected smtp://user:password@host:port, or smtps://');
  }
  if ((smtpUrl === null) !== (sender === null)) {
    problems.push('TWINLENS_SMTP_URL and TWINLENS_MAIL_SENDER: mail needs both');
  }
  if (sender !== null && !/^[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/.test(sender)) {
    problems.push(
      `TWINLENS_MAIL_SENDER: "${sender}" is neither an address nor as in Twinlens <twinlens@example.org>`,
    );
  }

  const logLevel = logLevels.find((level) => level === (env.TWINLENS_LOG_LEVEL ?? 'info'));
  if (logLevel === undefined) {
    problems.push(
      `TWINLENS_LOG_LEVEL: "${env.TWINLENS_LOG_LEVEL}" is none of ${logLevels.join(', ')}`,
    );
  }

  const telemetry = readTelemetry(env, 'TWINLENS', problems);

  refuseAny(problems);
  if (logLevel === undefined) throw new RangeError('a log level that is not known was let pass');
  return {
    ...storage,
    host: env.TWINLENS_HOST ?? '127.0.0.1',
    port,
    origin,
    workerToken,
    statusToken,
    githubOidc: { issuer, audience: env.TWINLENS_GITHUB_OIDC_AUDIENCE || 'happo' },
    privateDestinations: destinations === 'allow',
    mail: smtpUrl !== null && sender !== null ? { smtpUrl, sender } : null,
    logLevel,
    telemetry,
  };
}

/**
 * The settings of programs that look after what is kept.
 * @param dataFolder over what the environment says
 * @throws TwinlensError `invalid_request` listing every problem at once.
 */
export function readStorageConfig(
  dataFolder?: string,
  env: NodeJS.ProcessEnv = process.env,
): StorageConfig {
  const problems: string[] = [];
  const config = readStorage(
    { ...env, ...(dataFolder && { TWINLENS_DATA: dataFolder }) },
    problems,
  );
  refuseAny(problems);
  return config;
}

function refuseAny(problems: string[]): void {
  if (problems.length === 0) return;
  throw new TwinlensError(
    'invalid_request',
    `the settings are not usable:\n  ${problems.join('\n  ')}`,
  );
}

function readStorage(env: NodeJS.ProcessEnv, problems: string[]): StorageConfig {
  const dataFolder = env.TWINLENS_DATA ?? '';
  if (dataFolder === '') problems.push('TWINLENS_DATA: name the folder to keep data in');

  const databaseUrl = env.DATABASE_URL || null;
  if (databaseUrl !== null && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    problems.push('DATABASE_URL: expected postgres://user:password@host:port/database');
  }

  const bucket = readBucket(env, problems);
  const key = env.TWINLENS_INSTALLATION_KEY || null;
  if (key !== null && !/^[0-9a-f]{64}$/i.test(key)) {
    // It is a secret.
    problems.push(
      'TWINLENS_INSTALLATION_KEY: expected 64 hex digits, as `openssl rand -hex 32` says',
    );
  }
  if (key === null && bucket !== null) {
    problems.push(
      'TWINLENS_INSTALLATION_KEY: with a bucket, servers keep nothing of their own; give all of them the same 64 hex digits, as `openssl rand -hex 32` says',
    );
  }
  return {
    dataFolder: resolve(dataFolder),
    databaseUrl,
    bucket,
    installationKey: key === null ? null : Buffer.from(key, 'hex'),
  };
}

function readBucket(env: NodeJS.ProcessEnv, problems: string[]): BucketLocation | null {
  const bucket = env.TWINLENS_S3_BUCKET || null;
  const endpoint = env.TWINLENS_S3_ENDPOINT || null;
  if (bucket === null) {
    if (endpoint !== null) problems.push('TWINLENS_S3_BUCKET: name the bucket at that endpoint');
    return null;
  }
  if (endpoint !== null && (!/^https?:/.test(endpoint) || !URL.canParse(endpoint))) {
    problems.push(
      `TWINLENS_S3_ENDPOINT: "${endpoint}" is not a URL such as https://objects.example.org`,
    );
  }
  return { bucket, endpoint, region: env.TWINLENS_S3_REGION || 'us-east-1' };
}
