import { Session } from 'node:inspector/promises';

export interface Coverage {
  /** Which blocks ran since it was last asked, and about how often: one, two, four times, and so on. */
  take(): Promise<string[]>;
}

/** @param folder part of the address of the files that are looked at */
export async function openCoverage(folder: string): Promise<Coverage> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return {
    async take() {
      const { result } = await session.post('Profiler.takePreciseCoverage');
      return result
        .filter(({ url }) => url.includes(folder))
        .flatMap(({ scriptId, functions }) =>
          functions.flatMap(({ ranges }) =>
            ranges
              .filter(({ count }) => count > 0)
              .map(({ startOffset, endOffset, count }) => {
                const times = Math.floor(Math.log2(count));
                return `${scriptId} ${startOffset} ${endOffset} ${times}`;
              }),
          ),
        );
    },
  };
}
