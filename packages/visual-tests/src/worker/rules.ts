/** A worker that has nothing to do asks for work several times in this period. Milliseconds. */
export const silenceMs = 10 * 60 * 1000;

export interface TypeFacts {
  /** As of `poolOf`. */
  type: string;
  /** When a worker last asked for this type; null when none ever did. */
  seenAt: Date | null;
  /** Whether a worker is at a capture of this type: those who work do not ask. */
  atWork: boolean;
  /** Why a worker that was given a browser of this name does not use it. */
  refused: string | null;
}

/** Why nothing of a type is going to be captured, for people to read; null when something is. */
export function whyUnserved(
  { type, seenAt, atWork, refused }: TypeFacts,
  now: Date,
): string | null {
  if (atWork) return null;
  if (refused !== null && !isFresh(seenAt, now)) return `no worker captures ${type}: ${refused}`;
  const advice = 'start one, or remove the target from the configuration of the client';
  if (seenAt === null) return `no worker for ${type} has been seen: ${advice}`;
  if (isFresh(seenAt, now)) return null;
  return `no worker for ${type} has been seen since ${seenAt.toISOString()}: ${advice}`;
}

const isFresh = (seenAt: Date | null, now: Date): boolean =>
  seenAt !== null && now.getTime() - seenAt.getTime() < silenceMs;

/** What the calibration sheet looks like on a worker. */
export interface Look {
  workerId: number;
  digest: string;
  /** Since when it has looked so. */
  since: Date;
}

/**
 * The look that counts for a version of a browser: that of most workers; among equals, that which was
 * there first.
 */
export function lookOfFleet(looks: readonly Look[]): string | null {
  const byDigest = [...Map.groupBy(looks, ({ digest }) => digest)].map(([digest, alike]) => ({
    digest,
    count: alike.length,
    first: Math.min(...alike.map(({ since }) => since.getTime())),
  }));
  byDigest.sort((one, other) => other.count - one.count || one.first - other.first);
  return byDigest[0]?.digest ?? null;
}

/** Why a worker may not capture with a version, for people to read; null where it looks as it should. */
export function whyOutOfLine(
  version: string,
  looks: readonly Look[],
  workerId: number,
): string | null {
  const own = looks.find((look) => look.workerId === workerId);
  const right = lookOfFleet(looks);
  if (own === undefined || own.digest === right) return null;
  const alike = looks.filter(({ digest }) => digest === right).length;
  const others = alike === 1 ? 'the worker that was first' : `${alike} other workers`;
  return `its calibration sheet in ${version} does not have the pixels of ${others}`;
}
