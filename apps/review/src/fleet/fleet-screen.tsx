import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/context.tsx';
import { fleetQuery } from '../api/queries.ts';
import { SettingsNav } from '../settings/settings-nav.tsx';
import { Failure, Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useTitle } from '../ui/use-title.ts';
import { TokenList } from './token-list.tsx';
import { TypeTable } from './type-table.tsx';
import { WorkerCard } from './worker-card.tsx';
import './fleet.css';

/** The workers of the installation: what they can, what they do, and who serves which target. */
export default function FleetScreen({ account }: { account: number }) {
  const { data: fleet, error, isPending, refetch } = useQuery(fleetQuery(useApi()));
  useTitle('Workers');
  return (
    <div className="page">
      <SettingsNav account={account} />
      <header className="page-header">
        <div>
          <h1>Workers</h1>
          <p className="soft">
            They capture for every account of this installation, and are looked after by who runs
            it.
          </p>
        </div>
      </header>
      {isPending && <Skeleton lines={4} label="Loading workers" />}
      {error && <Failure error={error} retry={refetch} />}
      {fleet && (
        <>
          <TypeTable types={fleet.types} />
          <section className="fleet-section" aria-labelledby="fleet-workers">
            <h2 id="fleet-workers">Workers</h2>
            {fleet.workers.length === 0 ? (
              <div className="card">
                <Notice icon="search" title="No worker has been seen">
                  <p>Create a token and start one with it: twinlens worker --server … --token …</p>
                </Notice>
              </div>
            ) : (
              <ul className="fleet-workers">
                {fleet.workers.map((worker) => (
                  <WorkerCard key={worker.id} worker={worker} />
                ))}
              </ul>
            )}
          </section>
          <TokenList tokens={fleet.tokens} />
        </>
      )}
    </div>
  );
}
