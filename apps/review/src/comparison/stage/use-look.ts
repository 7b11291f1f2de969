import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useMemo, useState } from 'react';
import { areOurs, pairDifferenceQuery } from '../difference/pair-difference.ts';
import { createInspector } from '../inspector/inspector.ts';
import type { Again, Look, SizedPicture } from '../look/look.ts';
import { modes } from '../modes/modes.ts';
import { useRegions } from '../regions/use-regions.ts';
import type { ViewChoice } from '../use-view.ts';

export interface StageProps {
  name: string;
  before: SizedPicture;
  after: SizedPicture;
  again: Again | null;
  view: ViewChoice;
}

/** Brings together what a pair of pictures is looked at with. */
export function useLook({ name, before, after, again, view }: StageProps): Look {
  const { viewport, region, setRegion } = view;
  const { data, error, refetch } = useQuery({
    ...pairDifferenceQuery(before.picture, after.picture),
    enabled: modes[view.view].needsDifference === true || areOurs([before.picture, after.picture]),
  });
  const [inspector] = useState(() => createInspector(viewport));
  const width = Math.max(before.size.width, after.size.width);
  const height = Math.max(before.size.height, after.size.height);
  useLayoutEffect(() => viewport.setContent({ width, height }), [viewport, width, height]);
  const regions = useRegions({ difference: data, viewport, chosen: region, choose: setRegion });
  return useMemo(
    () => ({
      name,
      before,
      after,
      again,
      difference: { data, error, retry: () => void refetch() },
      regions,
      viewport,
      inspector,
    }),
    [name, before, after, again, data, error, refetch, regions, viewport, inspector],
  );
}
