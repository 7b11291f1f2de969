/** Captures one after the other, each once the one before is remembered. */
import type { Result, ServerDouble, Work } from './server-double.ts';

export interface Outcome {
  result: Result;
  /** Variants whose pictures were copied, and those that were rendered. */
  copied: string[];
  rendered: string[];
  /** The log of the request, as one text. */
  log: string;
}

/** Does the work and waits until it is remembered; something of it has to be. */
export async function captureAndRemember(server: ServerDouble, work: Work): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.onRemembered = resolve;
  const result = await server.capture(work);
  await promise;
  const variants = (copied: boolean) =>
    result.snapshots.filter((one) => (one.copied === true) === copied).map((one) => one.variant);
  return {
    result,
    copied: variants(true),
    rendered: variants(false),
    log: result.log.map(({ text }) => text).join('\n'),
  };
}
