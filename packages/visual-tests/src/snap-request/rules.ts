import { check, Payload } from '@twinlens/contract';
import { hashOfPackagePath } from '../package/package-path.ts';

export type JudgedPayload =
  | { ok: true; packageHash: string | null }
  /** Why a worker could do nothing with it, for the client to read. */
  | { ok: false; problem: string };

const refuse = (problem: string): JudgedPayload => ({ ok: false, problem });

/** Whether a payload is something a worker of this release can capture for this account. */
export function judgePayload(accountId: number, payloadString: string): JudgedPayload {
  let json: unknown;
  try {
    json = JSON.parse(payloadString);
  } catch {
    return refuse('the payload is not JSON');
  }
  if (typeof json === 'object' && json !== null && 'snapPayloads' in json) {
    return refuse(
      'pages recorded by Cypress and Playwright (snapPayloads) are not supported by this server yet',
    );
  }
  const checked = check(Payload, json);
  if (!checked.ok) return refuse(`payload: ${checked.problem}`);
  const { staticPackage, pages } = checked.value;
  if ((staticPackage === undefined) === (pages === undefined)) {
    return refuse('the payload needs one of staticPackage and pages');
  }
  if (staticPackage === undefined) return { ok: true, packageHash: null };
  const packageHash = hashOfPackagePath(accountId, staticPackage);
  if (packageHash === null) {
    return refuse('staticPackage is not the path of a package uploaded to this account');
  }
  return { ok: true, packageHash };
}
