import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

const programs = { haproxy: 'haproxy', dnsmasq: 'dnsmasq', ip: 'iproute2' };

const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin'];

export function isInstalled(name: string): boolean {
  return folders.some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** What the drill cannot do without, and how to get it; empty when all is there. */
export function missingRequirements(): string[] {
  const missing = Object.entries(programs).filter(([name]) => !isInstalled(name));
  return [
    ...(process.getuid?.() === 0 ? [] : ['it makes network namespaces: run it as root']),
    ...(missing.length === 0
      ? []
      : [`install: apt-get install ${missing.map(([, name]) => name).join(' ')}`]),
  ];
}
