import { networkInterfaces } from 'node:os';
import { TwinlensError } from '@twinlens/contract';
import type { Topology } from '../topology/schema.ts';

/** Pinned addresses that no interface of this machine has. */
export function missingAddresses(pinned: string[]): string[] {
  const here = new Set(
    Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address)),
  );
  return pinned.filter((address) => !here.has(address));
}

/** Addresses this machine has to have whatever happens. Those that float may be another edge's. */
export function ownAddresses({ pinned, floating }: Topology['public']): string[] {
  return floating === undefined ? pinned : [floating.own];
}

/**
 * Refuses what would lose an address that people use.
 * @param before What is served now; null before anything is.
 * @param givenUp Addresses whose loss was asked for by name.
 * @throws TwinlensError `conflict` that says which, and how to go on.
 */
export function keepAddress(before: Topology | null, after: Topology, givenUp: string[]): void {
  const released = (before?.public.pinned ?? []).filter(
    (address) => !after.public.pinned.includes(address) && !givenUp.includes(address),
  );
  if (released.length > 0) {
    throw new TwinlensError(
      'conflict',
      `this would give up ${released.join(', ')}, which people and workers use and names may point at for days. ` +
        `Keep it in public.pinned; or, once no name leads there any more, say so: --give-up ${released.join(' --give-up ')}`,
    );
  }
  const { floating } = before?.public ?? {};
  const stays =
    after.public.floating?.router === floating?.router &&
    after.public.floating?.interface === floating?.interface;
  const all = before?.public.pinned ?? [];
  if (floating !== undefined && !stays && !all.every((address) => givenUp.includes(address))) {
    throw new TwinlensError(
      'conflict',
      `${all.join(', ')} floats between edges as number ${floating.router} on ${floating.interface}; with this it would not follow any more. ` +
        `Keep public.floating; or say so: --give-up ${all.join(' --give-up ')}`,
    );
  }
  const moved = (before?.listen ?? []).filter(
    ({ address, port }) =>
      !givenUp.includes(address) &&
      !after.listen.some(
        (one) => one.port === port && (one.address === address || isWild(one.address)),
      ) &&
      // Everywhere before, and on what is pinned now, is no loss.
      !(isWild(address) && after.listen.some((one) => one.port === port)),
  );
  if (moved.length > 0) {
    const ports = moved.map(({ address, port }) => `${address} port ${port}`);
    throw new TwinlensError(
      'conflict',
      `nothing would listen on ${ports.join(', ')} any more, which people and workers use. ` +
        `Keep it in listen; or say so: --give-up ${moved.map(({ address }) => address).join(' --give-up ')}`,
    );
  }
  const missing = missingAddresses(ownAddresses(after.public));
  if (missing.length > 0) {
    throw new TwinlensError(
      'conflict',
      `${missing.join(', ')} has to be here, but no interface of this machine has it. ` +
        'Add it there first (ip address add), and to what configures the network at start',
    );
  }
}

function isWild(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}
