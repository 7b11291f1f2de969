/** A worker that has nothing to do asks for work several times in this period. Milliseconds. */
const silenceMs = 10 * 60 * 1000;

export interface TypeFacts {
  type: string;
  /** When a worker last asked for this type; null when none ever did. */
  seenAt: Date | null;
  /** Whether a worker is at a capture of this type: those who work do not ask. */
  atWork: boolean;
}

/** Why nothing of a type is going to be captured, for people to read; null when something is. */
export function whyUnserved({ type, seenAt, atWork }: TypeFacts, now: Date): string | null {
  if (atWork) return null;
  const advice = 'start one, or remove the target from the configuration of the client';
  if (seenAt === null) return `no worker for ${type} has been seen: ${advice}`;
  if (now.getTime() - seenAt.getTime() < silenceMs) return null;
  return `no worker for ${type} has been seen since ${seenAt.toISOString()}: ${advice}`;
}
