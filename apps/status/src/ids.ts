import { randomBytes } from 'node:crypto';

const letters = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Twelve lower-case letters and digits, as ids of incidents are on the pages readers know. */
export const newId = (): string =>
  Array.from(randomBytes(12), (byte) => letters[byte % letters.length]).join('');
