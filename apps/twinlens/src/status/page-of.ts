import { type ClientOptions, TwinlensError } from '@twinlens/contract';
import type { Config } from '../config.ts';

/**
 * The status page that operators write to.
 * @throws TwinlensError `invalid_request` where the environment does not name it
 */
export function pageOf({ statusUrl, statusToken }: Config): ClientOptions {
  if (statusUrl === null || statusToken === null) {
    throw new TwinlensError(
      'invalid_request',
      'give the address of the status page as TWINLENS_STATUS_URL and its token as TWINLENS_STATUS_WRITE_TOKEN',
    );
  }
  return { origin: statusUrl, headers: { authorization: `Bearer ${statusToken}` } };
}
