/** The status program's settings, read from the environment once. */
import { TwinlensError } from '@twinlens/contract';

export interface Config {
  /** Public origin of the Twinlens that is watched. */
  watch: string;
  host: string;
  port: number;
}

/** @throws TwinlensError `invalid_request` listing every problem at once. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const problems: string[] = [];
  const watch = env.TWINLENS_STATUS_WATCH ?? '';
  if (!/^https?:\/\//.test(watch) || !URL.canParse(watch)) {
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
  if (problems.length > 0) {
    throw new TwinlensError(
      'invalid_request',
      `the settings are not usable:\n  ${problems.join('\n  ')}`,
    );
  }
  return { watch: new URL(watch).origin, host: env.TWINLENS_STATUS_HOST ?? '127.0.0.1', port };
}
