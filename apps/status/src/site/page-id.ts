import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';

/** Twelve letters and digits that are the same as long as the page has its address. */
export const pageId = ({ origin }: Context): string =>
  createHash('sha256').update(origin).digest('hex').slice(0, 12);
