import { Resolver } from 'node:dns/promises';
import { isIPv6 } from 'node:net';
import { wordsOf } from './get.ts';
import type { Look } from './probe.ts';

/** A name leads to the pinned addresses and to no others, and not for longer than is wanted. */
export const lookAtDns: Look<'dns'> = async (
  _ctx,
  { name, addresses, maxTtlSeconds, server },
  signal,
) => {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (server !== undefined) resolver.setServers([server]);
  const stop = () => resolver.cancel();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const asked = [
      ...(addresses.some((address) => !isIPv6(address))
        ? await resolver.resolve4(name, { ttl: true })
        : []),
      ...(addresses.some((address) => isIPv6(address))
        ? await resolver.resolve6(name, { ttl: true })
        : []),
    ];
    const found = asked.map(({ address }) => address).toSorted();
    if (found.join(' ') !== addresses.toSorted().join(' ')) {
      return {
        ok: false,
        seen: `${name} leads to ${found.join(', ')} instead of ${addresses.join(', ')}`,
      };
    }
    const ttl = Math.max(...asked.map((one) => one.ttl));
    if (maxTtlSeconds !== undefined && ttl > maxTtlSeconds) {
      return { ok: false, seen: `${name} may be kept for ${ttl} s instead of ${maxTtlSeconds} s` };
    }
    return { ok: true, seen: `${name} leads to ${found.join(', ')} for ${ttl} s` };
  } catch (error) {
    const words = error instanceof Error ? wordsOf(error) : String(error);
    return { ok: false, seen: `${name}: ${words}` };
  } finally {
    signal.removeEventListener('abort', stop);
  }
};
