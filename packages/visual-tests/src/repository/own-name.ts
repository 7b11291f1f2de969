import { createHash } from 'node:crypto';
import type { ClientCaller } from '../context.ts';

/**
 * What a client calls a thing that it may ask for again by that name. Nobody can check such a name,
 * so those that pull requests give are kept apart: they stand for nothing in another run.
 */
export function ownName({ pullRequest }: ClientCaller, name: string): string {
  if (pullRequest === null) return name;
  return createHash('sha256')
    .update(JSON.stringify([pullRequest, name]))
    .digest('hex');
}
