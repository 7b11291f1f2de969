/** The baseline a run is compared with while the service is gone: as it was when a run last went well. */
import { createPublicKey, verify } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { call, check, operations, ReportManifest, SignedManifest } from '@twinlens/contract';
import type { Config } from '../config.ts';
import { clientOf } from './replay.ts';

/** What clients of the service call the latest baseline. */
const latest = '__LATEST__';
const deadlineMs = 30_000;

interface Place {
  spool: string;
  project: string;
}

const fileOf = ({ spool, project }: Place) =>
  join(spool, `baseline-${encodeURIComponent(project)}.json`);

/** Fetches it. A run that went well stays one, whatever comes of this. */
export async function fetchBaseline(place: Place, config: Config): Promise<void> {
  const { serviceUrl, apiKey } = config;
  if (serviceUrl === null || apiKey === null) return;
  try {
    const signed = await call(clientOf(serviceUrl, apiKey), operations.getManifest, {
      params: { sha: latest },
      query: { project: place.project },
      signal: AbortSignal.timeout(deadlineMs),
    });
    await mkdir(place.spool, { recursive: true });
    const fresh = `${fileOf(place)}.new`;
    await writeFile(fresh, JSON.stringify(signed));
    await rename(fresh, fileOf(place));
  } catch {
    // There may be no baseline yet, or a server that does not know the question.
  }
}

export type Baseline = { manifest: ReportManifest } | { problem: string };

/** @param pinned the public key it has to be signed with; null takes the one it came with */
export async function readBaseline(place: Place, pinned: string | null): Promise<Baseline> {
  const file = fileOf(place);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return { problem: `no baseline of project "${place.project}" was fetched before (${file})` };
  }
  const signed = check(SignedManifest, parse(text));
  if (!signed.ok) return { problem: `${file} is damaged: ${signed.problem}` };
  const { manifest, signature, key } = signed.value;
  if (pinned !== null && pinned !== key) {
    return { problem: `${file} is signed with another key than TWINLENS_MANIFEST_KEY` };
  }
  if (!isSigned(manifest, signature, key)) {
    return { problem: `${file} is not what the service signed: it was changed` };
  }
  const checked = check(ReportManifest, parse(manifest));
  if (!checked.ok) return { problem: `${file} is of another version: ${checked.problem}` };
  return checked.value.project === place.project
    ? { manifest: checked.value }
    : { problem: `${file} is of project "${checked.value.project}"` };
}

function isSigned(manifest: string, signature: string, key: string): boolean {
  try {
    const publicKey = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: key },
      format: 'jwk',
    });
    return verify(null, Buffer.from(manifest), publicKey, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
