/**
 * Renders a run that was kept on this machine, in an installation of its own that is gone afterwards, and
 * compares its pixels with those of the baseline. Whatever comes of it is provisional: the service has the
 * last word.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ClientOptions,
  call,
  check,
  operations,
  ReportManifest,
  TwinlensError,
} from '@twinlens/contract';
import { Type } from 'typebox';
import type { Config } from '../config.ts';
import { withOwnInstallation } from '../up/own-installation.ts';
import { readBaseline } from './baseline.ts';
import { compareManifests, type ManifestComparison, type Outcome } from './compare-manifests.ts';
import { clientOf, sendRun } from './replay.ts';
import { type Recorded, readSpool } from './spool.ts';

/** What a build ends with whose run was kept. None of them is 0: nobody has decided on anything. */
export const provisionalCodes: Record<Outcome, number> = { unknown: 75, differs: 76, same: 77 };

export interface LocalVerdict {
  outcome: Outcome;
  words: string;
}

const patienceMs = 15 * 60_000;
const pollMs = 1_000;
/** Differences that are named; the others are counted. */
const mostNamed = 10;
/** What the engine that comes with Twinlens captures. */
const localTypes = new Set(['browser-chrome', 'browser-accessibility']);

const unknown = (words: string): LocalVerdict => ({
  outcome: 'unknown',
  words: `nothing has been compared: ${words}.`,
});

export async function judgeLocally(
  { spool, project, folder }: { spool: string; project: string; folder: string },
  config: Config,
): Promise<LocalVerdict> {
  const baseline = await readBaseline({ spool, project }, config.manifestKey);
  if ('problem' in baseline) return unknown(baseline.problem);
  const requests = await readSpool(folder);
  const foreign = [...typesOf(requests)].filter((type) => !localTypes.has(type));
  if (foreign.length > 0) return unknown(`${foreign.join(', ')} cannot be rendered here`);
  const sha = shaOf(requests);
  if (sha === null) return unknown('the run makes no report');
  const found: { rendered: ReportManifest | null } = { rendered: null };
  try {
    await withOwnInstallation({ name: 'guard', port: 0, patienceMs, config }, async (own) => {
      const { url, apiKey: key, apiSecret: secret } = own.installation;
      const client = clientOf(url, { key, secret });
      await sendRun(client, folder, requests);
      found.rendered = await untilRendered(client, { sha, project, signal: own.signal });
    });
  } catch (error) {
    return unknown(error instanceof Error ? error.message : String(error));
  }
  if (found.rendered === null) return unknown('it was not rendered in time');
  const { manifest } = baseline;
  const compared = compareManifests(manifest, found.rendered);
  const age = `the baseline ${manifest.sha} of ${manifest.completedAt}`;
  return { outcome: compared.outcome, words: wordsOf(compared, age) };
}

function wordsOf({ outcome, same, differing, unknown: open }: ManifestComparison, age: string) {
  const more = differing.length > mostNamed ? ', ...' : '';
  const named = `${differing.slice(0, mostNamed).join('; ')}${more}`;
  switch (outcome) {
    case 'differs':
      return `${differing.length} differ from ${age} (${named}), ${same} do not.`;
    case 'unknown':
      return `${same} are as in ${age}, of ${open.length} nobody can say.`;
    case 'same':
      return `all ${same} are as in ${age}.`;
  }
}

const Item = Type.Object({ type: Type.String() });
const Items = Type.Object({ items: Type.Array(Item) });

function typesOf(requests: readonly Recorded[]): Set<string> {
  const types = new Set<string>();
  for (const { operation, body } of requests) {
    const checked = check(Items, body);
    if (operation !== 'createSnapRequests' || !checked.ok) continue;
    for (const { type } of checked.value.items) types.add(type);
  }
  return types;
}

/** Of the commit that the run makes a report of. */
const shaOf = (requests: readonly Recorded[]): string | null =>
  requests.findLast(({ operation }) =>
    ['createAsyncReport', 'finalizeAsyncReport'].includes(operation),
  )?.params.sha ?? null;

async function untilRendered(
  client: ClientOptions,
  { sha, project, signal }: { sha: string; project: string; signal: AbortSignal },
): Promise<ReportManifest | null> {
  while (!signal.aborted) {
    try {
      const signed = await call(client, operations.getManifest, {
        params: { sha },
        query: { project },
        signal,
      });
      const checked = check(ReportManifest, JSON.parse(signed?.manifest ?? 'null'));
      return checked.ok ? checked.value : null;
    } catch (error) {
      const isOnItsWay = error instanceof TwinlensError && error.code === 'not_found';
      if (!isOnItsWay && !signal.aborted) throw error;
    }
    await sleep(pollMs, undefined, { signal }).catch(() => {});
  }
  return null;
}
