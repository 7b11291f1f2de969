import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

const programs = { haproxy: 'haproxy', dnsmasq: 'dnsmasq', ip: 'iproute2' };

/** What the drill cannot do without, and how to get it; empty when all is there. */
export function missingRequirements(): string[] {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin'];
  const there = (name: string) =>
    folders.some((folder) => {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
  const missing = Object.entries(programs).filter(([name]) => !there(name));
  return [
    ...(process.getuid?.() === 0 ? [] : ['it makes network namespaces: run it as root']),
    ...(missing.length === 0
      ? []
      : [`install: apt-get install ${missing.map(([, name]) => name).join(' ')}`]),
  ];
}
