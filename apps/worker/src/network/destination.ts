import { lookup } from 'node:dns/promises';
import { TwinlensError } from '@twinlens/contract';
import { isPublicAddress } from '@twinlens/contract/public-address';

export interface NetworkPolicy {
  /** `host` or `host:port` the operator has opened although they are not on the public internet. */
  allowedPrivateHosts: readonly string[];
  /** Host names the payload restricts requests to; undefined: no restriction. */
  allowedHostnames: readonly string[] | undefined;
}

/** Lower case, without the brackets of IPv6 and the dot at the end. */
function plain(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}

/** Whether a payload lets its pages reach a host at all. */
export function isAllowed(
  allowedHostnames: NetworkPolicy['allowedHostnames'],
  hostname: string,
): boolean {
  const host = plain(hostname);
  return !allowedHostnames || allowedHostnames.some((allowed) => plain(allowed) === host);
}

/**
 * Decides where a request of a page may go, and answers the very address to connect to: looking the
 * name up again later could answer another one.
 * @param hostname As in the URL.
 * @throws TwinlensError `forbidden` with the reason, `unavailable` when the name has no address.
 */
export async function resolveDestination(
  policy: NetworkPolicy,
  hostname: string,
  port: number,
): Promise<string> {
  const host = plain(hostname);
  const { allowedHostnames, allowedPrivateHosts } = policy;
  if (!isAllowed(allowedHostnames, host)) {
    throw new TwinlensError('forbidden', `${host} is not in the allowed host names of this target`);
  }
  // Names below localhost are this machine wherever they are looked up, also by browsers (RFC 6761).
  const name = host.endsWith('.localhost') ? 'localhost' : host;
  const addresses = await lookup(name, { all: true }).catch(() => []);
  const opened = allowedPrivateHosts.some((allowed) => {
    const entry = plain(allowed);
    return entry === host || entry === `${host}:${port}` || entry === `[${host}]:${port}`;
  });
  const [first] = addresses;
  if (!first) throw new TwinlensError('unavailable', `${host} has no address`);
  if (opened) return first.address;
  const found = addresses.find(({ address }) => isPublicAddress(address));
  if (found) return found.address;
  throw new TwinlensError(
    'forbidden',
    `${host} is not on the public internet; whoever runs the worker can allow it with TWINLENS_ALLOWED_PRIVATE_HOSTS`,
  );
}
