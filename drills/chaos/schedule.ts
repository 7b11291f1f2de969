/** What happens when, all of it decided by one number before anything happens. */

/** Numbers that are the same for the same seed: xorshift of 32 bits (Marsaglia, 2003). */
function randomFrom(seed: number): () => number {
  let state = Math.imul(seed, 2654435761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

/**
 * How often each comes, beside the others. Those of the second list keep Twinlens from answering as long as they last.
 */
const blows = {
  'kill the server': 3,
  'kill a worker': 3,
  'kill a browser': 2,
  'kill the controller': 3,
  'kill the proxy': 2,
  'kill a worker of the proxy': 2,
  'kill the cache': 2,
  'kill PostgreSQL': 2,
  'kill a connection of PostgreSQL': 2,
  'kill a build': 1,
  'damage the cache': 2,
  'delete the cache': 1,
  'freeze the cache': 1,
  'freeze the master of the proxy': 1,
  'fill the disk of the cache': 1,
  'fill the disk of the edge': 1,
  'fill the disk of the workers': 1,
  'cut off the workers': 2,
  'cut off the forge': 1,
  deploy: 4,
} as const;
const outages = {
  'stop PostgreSQL': 2,
  'freeze PostgreSQL': 1,
  'freeze the server': 1,
  'cut off the database': 2,
  'cut off the edge': 2,
  'cut off the builds': 1,
  'fill the disk of the server': 2,
  'fill the disk of PostgreSQL': 1,
} as const;
export type Fault = keyof typeof blows | keyof typeof outages;

export interface Planned {
  /** Milliseconds since the beginning. */
  at: number;
  fault: Fault;
  /** Of what lasts. Milliseconds. */
  lasts: number;
  /** Between 0 and 1: which of several. */
  which: number;
}

/** Stock clients give up after about seven seconds; what is longer than that is theirs to survive, not ours. */
const longestOutageMs = 5_000;
/** After an outage builds get the time to try again. */
const recoveryMs = 10_000;

/** Kinds follow each other at random, but none comes a second time before all that are as likely have come. */
export function planChaos(seed: number, lengthMs: number): Planned[] {
  const random = randomFrom(seed);
  const bag = (of: Record<string, number>): (() => Fault) => {
    let left: Fault[] = [];
    return () => {
      if (left.length === 0) {
        left = Object.entries(of).flatMap(([name, times]) =>
          Array.from({ length: times }, () => name as Fault),
        );
      }
      const [drawn] = left.splice(Math.floor(random() * left.length), 1);
      return drawn as Fault;
    };
  };
  const nextBlow = bag(blows);
  const nextOutage = bag(outages);
  const planned: Planned[] = [];
  let quietUntil = 0;
  for (let at = 2_000; at < lengthMs; at += 1_500 + random() * 4_000) {
    const isOutage = at >= quietUntil && random() < 0.4;
    const fault = isOutage ? nextOutage() : nextBlow();
    const lasts = 1_000 + random() * (longestOutageMs - 1_000);
    if (isOutage) quietUntil = at + lasts + recoveryMs;
    planned.push({ at: Math.round(at), fault, lasts: Math.round(lasts), which: random() });
  }
  return planned;
}
