import { createHash, timingSafeEqual } from 'node:crypto';
import { TwinlensError } from '@twinlens/contract';

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * @param writeToken the token of operators; null where nobody may write
 * @throws TwinlensError `unauthenticated`
 */
export function mustBeOperator(given: string | undefined, writeToken: string | null): void {
  if (writeToken !== null && given !== undefined) {
    if (timingSafeEqual(digest(given), digest(writeToken))) return;
  }
  throw new TwinlensError(
    'unauthenticated',
    writeToken === null
      ? 'nobody may write here: start the status program with TWINLENS_STATUS_WRITE_TOKEN'
      : 'the token is missing or wrong: give the TWINLENS_STATUS_WRITE_TOKEN of the status program',
  );
}
