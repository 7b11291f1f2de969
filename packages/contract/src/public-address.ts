import ipaddr from 'ipaddr.js';

/**
 * Whether an address is on the internet, also where an IPv6 address has an IPv4 one in it. Everything else
 * is somebody's own network, reserved, or no address.
 */
export const isPublicAddress = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
