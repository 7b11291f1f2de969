import { queryOptions } from '@tanstack/react-query';
import { createDiffer } from '@twinlens/image-diff/browser';
import type { Picture } from '../../api/entities.ts';
import { foreignHost } from '../../ui/foreign-host.ts';

const differ = createDiffer();

/** Milliseconds a finished comparison is kept: what is painted of it may be large. */
const keepMs = 30_000;

/** What differs between two pictures, found in this browser by the engine the server has, too. */
export const pairDifferenceQuery = (before: Picture, after: Picture) =>
  queryOptions({
    queryKey: ['diff', before.url, after.url],
    queryFn: ({ signal }) => {
      const ignored = [...before.ignored, ...after.ignored];
      return differ.diff({ before: before.url, after: after.url, ignored, signal });
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: keepMs,
  });

/** Whether pages may read them for sure: those of other servers are read only when somebody asks. */
export const areOurs = (pictures: Picture[]): boolean =>
  pictures.every(({ url }) => foreignHost(url) === null);
