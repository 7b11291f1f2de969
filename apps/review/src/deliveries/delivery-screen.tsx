import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../api/context.tsx';
import type { LoggedDelivery } from '../api/entities.ts';
import { deliveryQuery, destinationsQuery, meQuery } from '../api/queries.ts';
import { Fact } from '../captures/fact.tsx';
import { kinds, placeOf } from '../destinations/kinds.ts';
import { SettingsNav } from '../settings/settings-nav.tsx';
import { Icon } from '../ui/icon.tsx';
import { Failure } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Badge } from '../ui/state-badge.tsx';
import { Time } from '../ui/time.tsx';
import { useFailureToast } from '../ui/toasts.tsx';
import { useTitle } from '../ui/use-title.ts';
import { Attempt } from './attempt.tsx';
import { deliveryStates, describeDelivery } from './delivery-words.ts';
import '../captures/captures.css';
import './deliveries.css';

/** One delivery with all that was sent and answered. */
export default function DeliveryScreen({ account, id }: { account: number; id: number }) {
  const path = { account, delivery: id };
  const { data, error, refetch } = useQuery(deliveryQuery(useApi(), path));
  useTitle(`Delivery ${id}`);
  return (
    <div className="page">
      <SettingsNav account={account} />
      <p className="delivery-back">
        <Link to="/a/$account/settings/deliveries" params={{ account: String(account) }}>
          <Icon name="back" /> All deliveries
        </Link>
      </p>
      <header className="page-header">
        <h1>Delivery {id}</h1>
        {data && <Redeliver path={path} />}
      </header>
      {data ? (
        <Details account={account} delivery={data} />
      ) : error ? (
        <Failure error={error} retry={refetch} />
      ) : (
        <Skeleton label="Loading delivery" />
      )}
    </div>
  );
}

function Redeliver({ path }: { path: { account: number; delivery: number } }) {
  const api = useApi();
  const client = useQueryClient();
  const tellFailure = useFailureToast();
  const me = useQuery(meQuery(api));
  const again = useMutation({
    mutationFn: () => api.redeliver({ params: path }),
    onSuccess: () => client.invalidateQueries(deliveryQuery(api, path)),
    onError: (error) => tellFailure('It was not told again', error),
  });
  const isAdmin = me.data?.accounts.some(({ id, role }) => id === path.account && role === 'admin');
  if (!isAdmin) return null;
  return (
    <button
      type="button"
      className="button"
      disabled={again.isPending}
      onClick={() => again.mutate()}
    >
      Tell it again
    </button>
  );
}

function Details({ account, delivery }: { account: number; delivery: LoggedDelivery }) {
  const { data } = useQuery(destinationsQuery(useApi(), account));
  const destination = data?.destinations.find(({ id }) => id === delivery.destination);
  const { state, createdAt, nextAt, endedAt, log } = delivery;
  return (
    <>
      <div className="delivery-head">
        <p role="status">
          <Badge {...deliveryStates[state]} />
        </p>
        <p>{describeDelivery(delivery)}</p>
      </div>
      <dl className="card capture-facts">
        <Fact
          name="Destination"
          value={destination ? `${kinds[destination.kind].label} ${placeOf(destination)}` : null}
        />
        <Fact name="Attempts" value={String(delivery.attempts)} />
        <div>
          <dt>Since</dt>
          <dd>
            <Time at={createdAt} />
          </dd>
        </div>
        <div>
          <dt>{nextAt === null ? 'Ended' : 'Next attempt'}</dt>
          <dd>{(nextAt ?? endedAt) === null ? '–' : <Time at={nextAt ?? endedAt ?? ''} />}</dd>
        </div>
      </dl>
      <h2 className="delivery-log-title">Attempts</h2>
      {log.length === 0 ? (
        <p className="soft">Nobody has tried yet.</p>
      ) : (
        <ol className="delivery-log" reversed>
          {log.toReversed().map((attempt, index) => (
            <Attempt
              key={`${attempt.at} ${attempt.tookMs}`}
              attempt={attempt}
              number={log.length - index}
              isOpen={index === 0}
            />
          ))}
        </ol>
      )}
    </>
  );
}
