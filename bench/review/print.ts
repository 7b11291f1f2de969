/** The figures of a run as people read them. */
import type { OpenPeer } from './peers/open-peer.ts';
import type { FirstChange } from './visit.ts';

export interface ReviewResult {
  /** By tool and size of the report: `twinlens 1000`. */
  firstChange: Map<string, FirstChange>;
  keyToPaintMs: number;
  longestFrameMs: number;
  acceptMs: number;
}

const whole = (value: number) => String(Math.round(value));

export function printReview(
  { firstChange, keyToPaintMs, longestFrameMs, acceptMs }: ReviewResult,
  { sizes, peers }: { sizes: number[]; peers: OpenPeer[] },
): void {
  console.log('\nUntil the first change is painted, nothing cached, a quarter of the processor:\n');
  console.table(
    [...firstChange].map(([way, { ms, requests, kilobytes }]) => ({
      report: way,
      ms: whole(ms),
      requests,
      kB: whole(kilobytes),
    })),
  );
  for (const { name, size } of peers) {
    const ours = firstChange.get(`twinlens ${size}`)?.ms ?? Number.NaN;
    const theirs = firstChange.get(`${name} ${size}`)?.ms ?? Number.NaN;
    console.log(`${name}, ${size} snapshots: ${(theirs / ours).toFixed(1)} times as long`);
  }
  console.log(
    `From a key to the next change, ${sizes.at(-1)} snapshots: ${whole(keyToPaintMs)} ms`,
  );
  console.log(`Longest frame while the list is scrolled: ${whole(longestFrameMs)} ms`);
  console.log(`Everything accepted in one request: ${whole(acceptMs)} ms`);
}
