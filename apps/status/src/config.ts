/** The status program's settings, read from the environment once. */
import { resolve } from 'node:path';
import { TwinlensError } from '@twinlens/contract';
import { readTelemetry, type TelemetryConfig } from '@twinlens/telemetry';
import { type ExportAddress, problemOf } from './export/place.ts';

export interface Config {
  /** Folder of its store; on a disk of its own machine. */
  dataFolder: string;
  /** Public origin of the Twinlens that is watched. */
  watch: string;
  /** What is watched and shown; null for what follows from `watch`. */
  settingsFile: string | null;
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Where people find the page; null makes it from host and port. */
  origin: string | null;
  /** What the server asks of this program; null where it does not speak for it. */
  serviceToken: string | null;
  /** Of an API key with which runs are made; null where none are. */
  apiKey: { key: string; secret: string } | null;
  /** Where files follow the site; null for nowhere. */
  exportTo: ExportAddress | null;
  /** Where the bucket of an export is, whoever asks for it. */
  objects: Omit<ExportAddress, 'address'>;
  /** How mail is sent; null where none is. */
  smtp: { url: string; from: string } | null;
  /** Whether readers' webhooks may lead into private networks. */
  privateWebhooks: boolean;
  /** Whoever shows it may write incidents; null where nobody may. */
  writeToken: string | null;
  /** Where its figures are answered; null for nowhere. */
  metrics: TelemetryConfig['metrics'];
}

const shortestToken = 32;

/** @throws TwinlensError `invalid_request` listing every problem at once. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const problems: string[] = [];
  const dataFolder = env.TWINLENS_STATUS_DATA ?? '';
  if (dataFolder === '') problems.push('TWINLENS_STATUS_DATA: name the folder to keep data in');
  const watch = env.TWINLENS_STATUS_WATCH ?? '';
  if (!isAddress(watch)) {
    problems.push(
      'TWINLENS_STATUS_WATCH: give the address people use, such as https://twinlens.example.org',
    );
  }
  const port = Number(env.TWINLENS_STATUS_PORT ?? '4751');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    problems.push(
      `TWINLENS_STATUS_PORT: "${env.TWINLENS_STATUS_PORT}" is not a port number (0 to 65535)`,
    );
  }
  const origin = env.TWINLENS_STATUS_ORIGIN || null;
  if (origin !== null && !isAddress(origin)) {
    problems.push(
      `TWINLENS_STATUS_ORIGIN: "${origin}" is not a URL such as https://status.example.org`,
    );
  }
  const writeToken = env.TWINLENS_STATUS_WRITE_TOKEN || null;
  if (writeToken !== null && writeToken.length < shortestToken) {
    problems.push(
      `TWINLENS_STATUS_WRITE_TOKEN: give a secret of at least ${shortestToken} characters, or none`,
    );
  }
  const [key, secret] = [env.TWINLENS_STATUS_API_KEY, env.TWINLENS_STATUS_API_SECRET];
  if (Boolean(key) !== Boolean(secret)) {
    problems.push('TWINLENS_STATUS_API_KEY, TWINLENS_STATUS_API_SECRET: give both, or none');
  }
  const [smtpUrl, mailFrom] = [env.TWINLENS_STATUS_SMTP_URL, env.TWINLENS_STATUS_MAIL_FROM];
  if (Boolean(smtpUrl) !== Boolean(mailFrom)) {
    problems.push('TWINLENS_STATUS_SMTP_URL, TWINLENS_STATUS_MAIL_FROM: give both, or none');
  }
  if (smtpUrl && !/^smtps?:\/\//.test(smtpUrl)) {
    problems.push('TWINLENS_STATUS_SMTP_URL: expected smtp://user:password@host:port, or smtps://');
  }
  const webhooks = env.TWINLENS_STATUS_PRIVATE_WEBHOOKS ?? '';
  if (!['', 'allow'].includes(webhooks)) {
    problems.push(
      `TWINLENS_STATUS_PRIVATE_WEBHOOKS: "${webhooks}" is neither "allow" nor left out`,
    );
  }
  const exportTo = env.TWINLENS_STATUS_EXPORT || null;
  const exportProblem = exportTo === null ? null : problemOf(exportTo);
  if (exportProblem !== null) problems.push(`TWINLENS_STATUS_EXPORT: ${exportProblem}`);
  const endpoint = env.TWINLENS_STATUS_S3_ENDPOINT || null;
  if (endpoint !== null && !isAddress(endpoint)) {
    problems.push(
      `TWINLENS_STATUS_S3_ENDPOINT: "${endpoint}" is not a URL such as https://objects.example.org`,
    );
  }
  const objects = { endpoint, region: env.TWINLENS_STATUS_S3_REGION || 'us-east-1' };
  const { metrics } = readTelemetry(env, 'TWINLENS_STATUS', problems);
  if (problems.length > 0) {
    throw new TwinlensError(
      'invalid_request',
      `the settings are not usable:\n  ${problems.join('\n  ')}`,
    );
  }
  return {
    dataFolder: resolve(dataFolder),
    watch: new URL(watch).origin,
    settingsFile: env.TWINLENS_STATUS_SETTINGS || null,
    host: env.TWINLENS_STATUS_HOST ?? '127.0.0.1',
    port,
    origin: origin === null ? null : origin.replace(/\/+$/, ''),
    writeToken,
    exportTo: exportTo === null ? null : { address: exportTo, ...objects },
    objects,
    apiKey: key && secret ? { key, secret } : null,
    smtp: smtpUrl && mailFrom ? { url: smtpUrl, from: mailFrom } : null,
    privateWebhooks: webhooks === 'allow',
    serviceToken: env.TWINLENS_STATUS_TOKEN || null,
    metrics,
  };
}

const isAddress = (text: string) => /^https?:\/\//.test(text) && URL.canParse(text);
