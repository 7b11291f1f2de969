import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { isOfAccessibility } from '../accessibility/is-of-accessibility.ts';
import { useApi } from '../api/context.tsx';
import type { Change } from '../api/entities.ts';
import { differenceQuery } from '../api/queries.ts';
import { decodeAhead } from '../ui/decode-ahead.ts';
import { areOurs, pairDifferenceQuery } from './difference/pair-difference.ts';

/** Milliseconds a change is looked at before the next one is made ready: stepping past costs nothing. */
const settleMs = 120;

/** Makes ready the change a reviewer most likely looks at next: its pictures decoded, and compared. */
export function usePreload(
  { account, comparison }: { account: number; comparison: number },
  change: Change | undefined,
): void {
  const api = useApi();
  const client = useQueryClient();
  // Browsers forget what was decoded for pictures that nobody holds.
  const held = useRef<HTMLImageElement[]>([]);
  useEffect(() => {
    if (change === undefined) return;
    const timer = setTimeout(() => {
      held.current = [change.before, change.after].flatMap((side) =>
        side
          ? [side.image, side.again].flatMap((image) => (image ? [decodeAhead(image.url)] : []))
          : [],
      );
      const { before, after } = change;
      if (!before || !after || isOfAccessibility(change)) return;
      client.prefetchQuery(
        differenceQuery(api, {
          account,
          comparison,
          beforeSnapshotId: before.snapshotId,
          afterSnapshotId: after.snapshotId,
        }),
      );
      if (before.image.url === after.image.url || !areOurs([before.image, after.image])) return;
      client.prefetchQuery(pairDifferenceQuery(before.image, after.image));
    }, settleMs);
    return () => clearTimeout(timer);
  }, [change, client, api, account, comparison]);
}
