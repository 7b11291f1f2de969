import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useApi } from '../api/context.tsx';
import type { DeliveryState } from '../api/entities.ts';
import { deliveriesQuery, destinationsQuery } from '../api/queries.ts';
import { kinds, placeOf } from '../destinations/kinds.ts';
import { SettingsNav } from '../settings/settings-nav.tsx';
import { Failure, Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Badge } from '../ui/state-badge.tsx';
import { Time } from '../ui/time.tsx';
import { useTitle } from '../ui/use-title.ts';
import { deliveryStates, describeDelivery, stateNames } from './delivery-words.ts';
import './deliveries.css';

interface DeliveriesScreenProps {
  account: number;
  /** Null for all. */
  destination: number | null;
  state: DeliveryState | null;
}

/** The ledger: what was told outside and what waits, newest first. */
export default function DeliveriesScreen({ account, destination, state }: DeliveriesScreenProps) {
  const api = useApi();
  const query = useInfiniteQuery(deliveriesQuery(api, { account, destination, state }));
  const { data } = useQuery(destinationsQuery(api, account));
  useTitle('Deliveries');
  const deliveries = query.data?.pages.flatMap((page) => page.deliveries) ?? [];
  const names = new Map(
    data?.destinations.map((one) => [one.id, `${kinds[one.kind].label} ${placeOf(one)}`]),
  );
  return (
    <div className="page">
      <SettingsNav account={account} />
      <header className="page-header">
        <div>
          <h1>Deliveries</h1>
          <p className="soft">What was told outside and what waits, the newest first.</p>
        </div>
      </header>
      <Filters account={account} destination={destination} state={state} names={names} />
      {query.isPending && <Skeleton lines={6} label="Loading deliveries" />}
      {query.error && deliveries.length === 0 && (
        <Failure error={query.error} retry={query.refetch} />
      )}
      {query.data && deliveries.length === 0 && (
        <div className="card">
          <Notice icon="search" title="No deliveries">
            <p>
              {destination === null && state === null
                ? 'Nothing was told yet.'
                : 'None is like this: choose another state or destination.'}
            </p>
          </Notice>
        </div>
      )}
      {deliveries.length > 0 && (
        <ul className="card deliveries">
          {deliveries.map((delivery) => (
            <li key={delivery.id} className="delivery">
              <Badge {...deliveryStates[delivery.state]} />
              <div className="delivery-what">
                <Link
                  to="/a/$account/settings/deliveries/$delivery"
                  params={{ account: String(account), delivery: String(delivery.id) }}
                >
                  {describeDelivery(delivery)}
                </Link>
                <p className="soft">
                  {names.get(delivery.destination) ?? '–'} · <Time at={delivery.createdAt} />
                  {delivery.attempts > 1 && ` · ${delivery.attempts} attempts`}
                  {delivery.nextAt !== null && delivery.attempts > 0 && (
                    <>
                      {' '}
                      · tried again <Time at={delivery.nextAt} />
                    </>
                  )}
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <button
          type="button"
          className="button deliveries-older"
          disabled={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? 'Loading…' : 'Older deliveries'}
        </button>
      )}
    </div>
  );
}

function Filters({
  account,
  destination,
  state,
  names,
}: DeliveriesScreenProps & { names: Map<number, string> }) {
  const navigate = useNavigate();
  const choose = (chosen: { state: string | null; destination: string | null }) =>
    navigate({
      to: '/a/$account/settings/deliveries',
      params: { account: String(account) },
      search: {
        ...(chosen.state && { state: chosen.state }),
        ...(chosen.destination && { destination: chosen.destination }),
      },
      replace: true,
    });
  const now = { state: state ?? '', destination: String(destination ?? '') };
  return (
    <div className="delivery-filters">
      <label className="field">
        <span>State</span>
        <select
          className="input"
          value={now.state}
          onChange={({ target }) => choose({ ...now, state: target.value })}
        >
          <option value="">Any</option>
          {stateNames.map((name) => (
            <option key={name} value={name}>
              {deliveryStates[name].label}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>Destination</span>
        <select
          className="input"
          value={now.destination}
          onChange={({ target }) => choose({ ...now, destination: target.value })}
        >
          <option value="">Any</option>
          {[...names].map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
