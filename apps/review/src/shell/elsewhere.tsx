import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { useApi } from '../api/context.tsx';
import { meQuery } from '../api/queries.ts';
import { Failure, Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useTitle } from '../ui/use-title.ts';

interface SettingsHomeProps {
  to?: '/a/$account/settings' | '/a/$account/settings/destinations';
}

/** Settings without an account in the address: those of the first account. */
export function SettingsHome({ to = '/a/$account/settings' }: SettingsHomeProps) {
  const me = useQuery(meQuery(useApi()));
  const account = me.data?.accounts[0];
  if (account) {
    return <Navigate to={to} params={{ account: String(account.id) }} replace />;
  }
  if (me.data) return <Navigate to="/" replace />;
  return (
    <main className="page">
      <h1 className="unseen">Settings</h1>
      {me.error ? <Failure error={me.error} retry={me.refetch} /> : <Skeleton />}
    </main>
  );
}

/** Where clients or their documentation send people for what this release does not have. */
export function NotInThisRelease({ what }: { what: string }) {
  useTitle(what);
  return (
    <main className="page">
      <h1 className="unseen">{what}</h1>
      <Notice
        icon="search"
        title={`${what}: not in this release`}
        action={
          <Link to="/settings" className="button">
            To the settings
          </Link>
        }
      >
        <p>The settings have API keys, connected repositories and destinations.</p>
      </Notice>
    </main>
  );
}
