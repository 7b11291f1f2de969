import { type ForgeKind, type SettingsOf, TwinlensError } from '@twinlens/contract';
import { parseRepository } from '../repository/address.ts';

interface Form {
  path: RegExp;
  example: string;
}

/** How each forge writes the address of a repository: links to it are compared with that. */
const forms: Record<ForgeKind, Form> = {
  github: { path: /^\/[^/]+\/[^/]+$/, example: 'github.com/owner/name' },
  gitlab: { path: /^(\/[^/]+){2,}$/, example: 'gitlab.com/group/name' },
  bitbucket: { path: /^\/[^/]+\/[^/]+$/, example: 'bitbucket.org/workspace/name' },
  'bitbucket-server': {
    path: /\/(projects|users)\/[^/]+\/repos\/[^/]+$/,
    example: 'bitbucket.example.org/projects/KEY/repos/name',
  },
  azure: {
    path: /^\/[^/]+.*\/_git\/[^/]+$/,
    example: 'dev.azure.com/organisation/project/_git/name',
  },
  gitea: { path: /^\/[^/]+\/[^/]+$/, example: 'gitea.example.org/owner/name' },
};

/** @throws TwinlensError `invalid_request` for what no forge of this kind can have */
export function requireForge(kind: ForgeKind, settings: SettingsOf[ForgeKind]): void {
  const { path, example } = forms[kind];
  const name = parseRepository(settings.repository);
  if (name === null || !path.test(name.slice(name.indexOf('/'))) || !decodes(name)) {
    throw new TwinlensError('invalid_request', `repository: give its address, such as ${example}`);
  }
  if (!('writes' in settings) || settings.writes === undefined) return;
  if (settings.writes !== 'status' && settings.app === undefined) {
    throw new TwinlensError(
      'invalid_request',
      'writes: GitHub takes check runs from apps only: give the id of an app and of its installation',
    );
  }
}

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
