/** Links that only those have who were sent them: nothing of them is stored. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Purpose = 'confirm' | 'unsubscribe';

export interface PageKey {
  /** What is put into a link. */
  token(purpose: Purpose, subscriber: string): string;
  /** Whose link it is; null where nobody was sent it. */
  read(purpose: Purpose, token: string): string | null;
}

/** Reads the key beside the store, and makes one at the first start. */
export function readPageKey(folder: string): PageKey {
  const file = join(folder, 'page.key');
  try {
    writeFileSync(file, randomBytes(32), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const key = readFileSync(file);
  const sign = (purpose: Purpose, subscriber: string) =>
    createHmac('sha256', key).update(`${purpose} ${subscriber}`).digest();
  return {
    token: (purpose, subscriber) =>
      `${subscriber}.${sign(purpose, subscriber).toString('base64url')}`,
    read(purpose, token) {
      const [subscriber = '', signature = ''] = token.split('.');
      const given = Buffer.from(signature, 'base64url');
      const expected = sign(purpose, subscriber);
      const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
      return isOurs ? subscriber : null;
    },
  };
}
