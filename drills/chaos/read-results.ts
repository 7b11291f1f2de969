/**
 * What came of commits: one line of JSON with the verdict and the snapshots of each.
 * Run: node read-results.ts <url> <key> <secret> <commits, separated by commas>
 */
import { call, operations } from '@twinlens/contract';
import type { Found } from './results.ts';

const [url = '', key = '', secret = '', commits = ''] = process.argv.slice(2);
const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
const client = { origin: url, headers: { authorization } };
const signal = AbortSignal.timeout(60_000);
for (const sha of commits.split(',')) {
  const found: Found = { sha, state: 'unknown', description: '', changed: [], snapshots: [] };
  try {
    const verdict = await call(client, operations.getVerdict, { params: { sha2: sha }, signal });
    found.state = verdict?.state ?? 'unknown';
    found.description = verdict?.description ?? '';
    found.changed = (verdict?.projects ?? []).flatMap(({ comparison }) =>
      (comparison?.changes ?? []).map(({ kind, component }) => `${kind} ${component}`),
    );
    const snapshots = await call(client, operations.listSnapshots, { params: { sha }, signal });
    found.snapshots = (snapshots ?? []).map(({ component, url: picture }) => ({
      component,
      picture,
    }));
  } catch (error) {
    found.description = error instanceof Error ? error.message : String(error);
  }
  process.stdout.write(`${JSON.stringify(found)}\n`);
}
