import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { TwinlensError } from '@twinlens/contract';

/** Distributions put servers where a user's PATH does not always look. */
const usualFolders = ['/usr/sbin', '/usr/local/sbin'];

/**
 * Where an installed program is.
 * @throws TwinlensError `unavailable` that says what to install.
 */
export function findProgram(name: 'haproxy' | 'nginx', path: string): string {
  for (const folder of [...path.split(delimiter), ...usualFolders]) {
    const candidate = join(folder, name);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not here.
    }
  }
  const packages = { haproxy: 'haproxy (2.4 or newer)', nginx: 'nginx-light' };
  throw new TwinlensError(
    'unavailable',
    `${name} is not installed. Install it, on Debian and Ubuntu by: apt-get install ${packages[name].split(' ')[0]}`,
  );
}
