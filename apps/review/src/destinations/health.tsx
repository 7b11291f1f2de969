import type { Destination } from '../api/entities.ts';
import { Badge } from '../ui/state-badge.tsx';
import { Time } from '../ui/time.tsx';

/** Whether what is told there arrives. */
export function Health({ destination }: { destination: Destination }) {
  const { waiting, waitingSince, silentUntil } = destination;
  return (
    <p className="destination-health">
      {silentUntil !== null ? (
        <Badge tone="bad" icon="cross" label="Does not answer" />
      ) : waiting > 0 ? (
        <Badge tone="wait" icon="clock" label="Waiting" />
      ) : (
        <Badge tone="good" icon="check" label="Everything is told" />
      )}
      {waitingSince !== null && (
        <span>
          {waiting} {waiting === 1 ? 'delivery waits' : 'deliveries wait'}, the first since{' '}
          <Time at={waitingSince} />
        </span>
      )}
      {silentUntil !== null && (
        <span>
          left alone, tried again <Time at={silentUntil} />
        </span>
      )}
    </p>
  );
}
