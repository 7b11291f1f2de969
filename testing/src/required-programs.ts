import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

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

/** Packages of Debian to install, of programs and the package each is in. */
export function missingPrograms(programs: Record<string, string>): string[] {
  const missing = Object.entries(programs).filter(([name]) => !isInstalled(name));
  return [...new Set(missing.map(([, name]) => name))];
}

/**
 * What a drill on networks of its own cannot do without, and how to get it; empty when all is there.
 * @param programs Besides those every such drill needs, each with its package of Debian.
 */
export function missingRequirements(programs: Record<string, string> = {}): string[] {
  const missing = missingPrograms({ haproxy: 'haproxy', ip: 'iproute2', ...programs });
  return [
    ...(process.getuid?.() === 0 ? [] : ['it makes network namespaces: run it as root']),
    ...(missing.length === 0 ? [] : [`install: apt-get install ${missing.join(' ')}`]),
  ];
}
