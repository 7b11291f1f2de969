import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useApi } from '../api/context.tsx';
import { meQuery } from '../api/queries.ts';
import { Failure, Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

/** The address alone leads to the jobs of the first account. */
export function Home() {
  const me = useQuery(meQuery(useApi()));
  const account = me.data?.accounts[0];
  if (me.data?.mustSetPassword) return <Navigate to="/welcome" replace />;
  if (account) {
    return <Navigate to="/a/$account/jobs" params={{ account: String(account.id) }} replace />;
  }
  return (
    <main className="page">
      <h1 className="unseen">Twinlens</h1>
      {me.isPending && <Skeleton />}
      {me.error && <Failure error={me.error} retry={me.refetch} />}
      {me.data && (
        <Notice icon="key" title="You are in no account yet">
          <p>Ask an administrator to add you.</p>
        </Notice>
      )}
    </main>
  );
}
