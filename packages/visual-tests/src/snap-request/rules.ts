import { check, hasOwnViewport, Payload, type TargetType, viewportRange } from '@twinlens/contract';
import { hashOfPackagePath } from '../package/package-path.ts';

export type JudgedPayload =
  | { ok: true; packageHash: string | null; viewport: string | null; browserName: string | null }
  /** Why a worker could do nothing with it, for the client to read. */
  | { ok: false; problem: string };

const refuse = (problem: string): JudgedPayload => ({ ok: false, problem });

/** Whether a payload is something a worker of this release can capture for this account. */
export function judgePayload(
  accountId: number,
  type: TargetType,
  payloadString: string,
): JudgedPayload {
  let json: unknown;
  try {
    json = JSON.parse(payloadString);
  } catch {
    return refuse('the payload is not JSON');
  }
  const checked = check(Payload, json);
  if (!checked.ok) return refuse(`payload: ${checked.problem}`);
  const { viewport, browser: browserName = null } = checked.value;
  if (!hasOwnViewport(type) && !isInRange(viewport)) return refuse(outOfRange(viewport));
  const shown = hasOwnViewport(type) ? null : viewport;
  const { staticPackage, pages, snapPayloads, assetsPackage } = checked.value;
  const modes = [staticPackage, pages, snapPayloads].filter((mode) => mode !== undefined);
  if (modes.length !== 1) {
    return refuse('the payload needs one of staticPackage, pages and snapPayloads');
  }
  if (staticPackage !== undefined) {
    return judgePackage(accountId, 'staticPackage', staticPackage, {
      viewport: shown,
      browserName,
    });
  }
  if (snapPayloads === undefined || assetsPackage === undefined) {
    return { ok: true, packageHash: null, viewport: shown, browserName };
  }
  return judgePackage(accountId, 'assetsPackage', assetsPackage, { viewport: shown, browserName });
}

function judgePackage(
  accountId: number,
  field: string,
  path: string,
  rest: { viewport: string | null; browserName: string | null },
): JudgedPayload {
  const packageHash = hashOfPackagePath(accountId, path);
  if (packageHash !== null) return { ok: true, packageHash, ...rest };
  return refuse(`${field} is not the path of a package uploaded to this account`);
}

const { min, max } = viewportRange;

const isInRange = (viewport: string) =>
  viewport.split('x').every((side) => Number(side) >= min && Number(side) <= max);

const outOfRange = (viewport: string) =>
  `the viewport ${viewport} is out of range: give the target one from ${min}x${min} to ${max}x${max}`;
