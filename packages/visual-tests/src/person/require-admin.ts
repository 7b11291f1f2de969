import { TwinlensError } from '@twinlens/contract';
import type { PersonCaller } from '../context.ts';

/**
 * @param things what is managed, in the plural
 * @throws TwinlensError `forbidden` unless the caller is an administrator
 */
export function requireAdmin(caller: PersonCaller, things: string): void {
  if (caller.role === 'admin') return;
  throw new TwinlensError(
    'forbidden',
    `only administrators may manage ${things}; ask one of your account`,
  );
}
