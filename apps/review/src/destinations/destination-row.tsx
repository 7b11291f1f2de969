import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../api/context.tsx';
import type { Destination } from '../api/entities.ts';
import { ErrorText } from '../ui/error-text.tsx';
import { Badge } from '../ui/state-badge.tsx';
import { Health } from './health.tsx';
import { eventLabels, eventsOf, kinds, placeOf } from './kinds.ts';

interface DestinationRowProps {
  account: number;
  destination: Destination;
  mayTest: boolean;
  /** Null for people who may only look, and for what is not theirs to change. */
  actions: { onChange: () => void; onRemove: () => void } | null;
  /** Null for those nothing is heard of, and for people who may only look. */
  forge: { onHook: () => void; onReadBack: () => void } | null;
}

export function DestinationRow({
  account,
  destination,
  mayTest,
  actions,
  forge,
}: DestinationRowProps) {
  const api = useApi();
  const { id } = destination;
  const trial = useMutation({
    mutationFn: () => api.testDestination({ params: { account, destination: id } }),
  });
  const name = `${kinds[destination.kind].label} ${placeOf(destination)}`;
  const events = eventsOf(destination);
  return (
    <li className="destination" aria-label={name}>
      <div className="destination-facts">
        <p className="destination-name">
          <span className="badge badge-quiet">{kinds[destination.kind].label}</span>{' '}
          <b>{placeOf(destination)}</b>
        </p>
        <Health destination={destination} />
        {events.length > 0 && (
          <p className="soft destination-events">
            {events.map((event) => eventLabels[event]).join(' · ')}
          </p>
        )}
        <p role="status" className="destination-trial">
          {trial.isPending && <span className="soft">Trying…</span>}
          {trial.data && (
            <>
              <Badge
                tone={trial.data.works ? 'good' : 'bad'}
                icon={trial.data.works ? 'check' : 'cross'}
                label={trial.data.works ? 'Works' : 'Does not work'}
              />{' '}
              {trial.data.says}
            </>
          )}
          {trial.error && <ErrorText error={trial.error} />}
        </p>
      </div>
      <div className="destination-actions">
        <Link
          className="button"
          to="/a/$account/settings/deliveries"
          params={{ account: String(account) }}
          search={{ destination: String(id) }}
          aria-label={`Deliveries to ${name}`}
        >
          Deliveries
        </Link>
        {mayTest && (
          <button
            type="button"
            className="button"
            aria-label={`Test ${name}`}
            disabled={trial.isPending}
            onClick={() => trial.mutate()}
          >
            Test
          </button>
        )}
        {forge !== null && (
          <>
            <button
              type="button"
              className="button"
              aria-label={`Hook of ${name}`}
              onClick={forge.onHook}
            >
              Hook
            </button>
            <button
              type="button"
              className="button"
              aria-label={`Read back ${name}`}
              onClick={forge.onReadBack}
            >
              Read back
            </button>
          </>
        )}
        {actions !== null && (
          <>
            <button
              type="button"
              className="button"
              aria-label={`Change ${name}`}
              onClick={actions.onChange}
            >
              Change
            </button>
            <button
              type="button"
              className="button button-bad"
              aria-label={`Remove ${name}`}
              onClick={actions.onRemove}
            >
              Remove
            </button>
          </>
        )}
      </div>
    </li>
  );
}
