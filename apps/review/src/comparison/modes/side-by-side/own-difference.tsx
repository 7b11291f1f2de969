import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { DifferenceSummary } from '../../difference/difference-summary.tsx';
import { pairDifferenceQuery } from '../../difference/pair-difference.ts';
import { UnreadablePictures } from '../../difference/unreadable-pictures.tsx';
import type { Again, Look } from '../../look/look.ts';
import { LookPane } from '../../look/look-pane.tsx';
import { MarkedPlane } from '../../look/marked-plane.tsx';
import { regionsOf } from '../../regions/regions.ts';

/** What differs between two captures of the same. */
export function OwnDifference({ look, again }: { look: Look; again: Again }) {
  const first = look[again.side];
  const { data, error, refetch } = useQuery(pairDifferenceQuery(first.picture, again.picture));
  const list = useMemo(() => (data ? regionsOf(data.comparison) : []), [data]);
  if (error) {
    const pictures = [first.picture, again.picture];
    return <UnreadablePictures pictures={pictures} error={error} retry={refetch} />;
  }
  if (data === undefined) return <Skeleton lines={4} label="Comparing the two captures" />;
  return (
    <figure className="figure">
      <figcaption>
        <DifferenceSummary summary={data.summary} twice />
      </figcaption>
      <LookPane look={look} label={`Pane: ${look.name}, what differs between the two captures`}>
        <MarkedPlane
          look={{ ...look, regions: { ...look.regions, list, current: null } }}
          shown={again}
          marks={data.marks}
          alt={`${look.name}, what differs between the two captures highlighted`}
        />
      </LookPane>
    </figure>
  );
}
