import { existsSync } from 'node:fs';
import { reviewPages } from '../programs.ts';
import type { Installation } from './installation.ts';

/** What a person needs first: where to look, the key, and what is missing. */
export function firstScreen(installation: Installation, dataFolder: string): string {
  const { url, apiKey, apiSecret, signInUrl } = installation;
  const missing = existsSync(reviewPages)
    ? ''
    : '\n  Missing    the pages are not built: run "npm run build", then reload\n';
  return `
Twinlens is running.

  Open       ${url}
  Sign in    ${signInUrl}
             (this link works once, within a day)

  In the project to be tested, set endpoint: '${url}' in happo.config.ts, and in its environment:

  HAPPO_API_KEY=${apiKey}
  HAPPO_API_SECRET=${apiSecret}

  State      ${dataFolder}
  Captures   chrome targets, on this machine
${missing}
Ctrl-C stops it; what it keeps stays in the folder above.

`;
}
