import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/context.tsx';
import { captureCacheQuery, meQuery } from '../api/queries.ts';
import { SettingsNav } from '../settings/settings-nav.tsx';
import { Failure, Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useTitle } from '../ui/use-title.ts';
import { CacheNumbers } from './cache-numbers.tsx';
import { TurnedOffRow } from './turned-off-row.tsx';
import './capture-cache-screen.css';

/** How often pictures are copied instead of rendered, and whether that is sound. */
export default function CaptureCacheScreen({ account }: { account: number }) {
  const api = useApi();
  const cache = useQuery(captureCacheQuery(api, account));
  const me = useQuery(meQuery(api));
  useTitle('Capture cache');
  const isAdmin =
    me.data?.accounts.some(({ id, role }) => id === account && role === 'admin') === true;
  return (
    <div className="page">
      <SettingsNav account={account} />
      <header className="page-header">
        <div>
          <h1>Capture cache</h1>
          <p className="soft">
            A picture is copied from an earlier capture where nothing that went into it has changed.
            Some are rendered again to see whether that was right.
          </p>
        </div>
      </header>
      {cache.isPending && <Skeleton lines={3} label="Loading the capture cache" />}
      {cache.error && <Failure error={cache.error} retry={cache.refetch} />}
      {cache.data && (
        <>
          <CacheNumbers cache={cache.data} />
          <section className="turned-off" aria-labelledby="turned-off">
            <h2 id="turned-off">Turned off for</h2>
            {cache.data.turnedOff.length === 0 ? (
              <div className="card">
                <Notice icon="check" title="Nothing is turned off">
                  <p>An example whose copied picture turns out different is listed here.</p>
                </Notice>
              </div>
            ) : (
              <ul className="card">
                {cache.data.turnedOff.map((example) => (
                  <TurnedOffRow
                    key={example.id}
                    account={account}
                    example={example}
                    mayTurnOn={isAdmin}
                  />
                ))}
              </ul>
            )}
          </section>
        </>
      )}
    </div>
  );
}
