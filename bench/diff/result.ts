/** What `--json` prints. */
import { rounded } from '../capture/median.ts';
import type { Size } from './inputs/pages.ts';
import { type Change, changes } from './inputs/variants.ts';
import type { Kernels } from './kernel.ts';
import type { MemoryByTool } from './memory.ts';
import type { Report } from './report.ts';
import type { Speed } from './speed.ts';
import type { Storage } from './storage.ts';

export interface Measured {
  speeds: Record<Size, Record<Change, Speed>>;
  report: Report;
  memory: MemoryByTool;
  kernels: Record<string, Kernels>;
  storage: Storage;
}

function ratiosOf(ofSize: Record<Change, Speed>) {
  const named = ({ blazediff, odiff, lcs, pixelmatch, looksSame }: Speed['wallRatios']) => ({
    vsBlazediff: blazediff,
    vsOdiff: odiff,
    vsLcs: lcs,
    vsPixelmatch: pixelmatch,
    vsLooksSame: looksSame,
  });
  return Object.fromEntries(
    changes.map((change) => {
      const { wallRatios, cpuRatios } = ofSize[change];
      return [change, { ...named(wallRatios), cpu: named(cpuRatios) }];
    }),
  );
}

/** Of all pictures; null while the engine is not there. */
function storageVsPng({ sets }: Storage): number | null {
  let strips = 0;
  let png = 0;
  for (const stored of Object.values(sets)) {
    if (stored.strips === null) return null;
    strips += stored.strips;
    png += stored.png;
  }
  return rounded(strips / png, 1000);
}

/**
 * Ratios are of the full page, those of the other sizes under their names. `report10kMs` is the
 * processor time of ours, finding what differs and comparing it. Null: not built, or a peer refuses.
 */
export function resultOf({ speeds, report, memory, kernels, storage }: Measured): object {
  const { small = null, shift = null, recolor = null } = memory.ours ?? {};
  const times = Object.entries(speeds).map(([size, ofSize]) => [
    size,
    Object.fromEntries(changes.map((change) => [change, ofSize[change].tools])),
  ]);
  return {
    ...ratiosOf(speeds.full),
    page: ratiosOf(speeds.page),
    btn: ratiosOf(speeds.btn),
    report10kMs: report.cpuMs.ours === undefined ? null : report.setMs + report.cpuMs.ours,
    storageVsPng: storageVsPng(storage),
    memoryMB: { small, shift, recolor },
    times: Object.fromEntries(times),
    report,
    memory,
    kernels,
    storage,
  };
}
