import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useApi } from '../api/context.tsx';
import { meQuery } from '../api/queries.ts';
import { Failure } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { NotFound } from './not-found.tsx';
import { TopBar } from './top-bar.tsx';
import './shell.css';

/** The frame around every page of an account. */
export function Shell({ account: id }: { account: number }) {
  const me = useQuery(meQuery(useApi()));
  if (me.data?.mustSetPassword) return <Navigate to="/welcome" replace />;
  const account = me.data?.accounts.find((candidate) => candidate.id === id);
  if (me.data && account === undefined) return <NotFound />;
  return (
    <div className="shell">
      <TopBar me={me.data} account={account} />
      <main className="shell-main" id="main">
        {me.error && !me.data ? (
          <>
            <h1 className="unseen">Twinlens</h1>
            <Failure error={me.error} retry={me.refetch} />
          </>
        ) : account === undefined ? (
          <Skeleton />
        ) : (
          <Suspense fallback={<Skeleton />}>
            <Outlet />
          </Suspense>
        )}
      </main>
    </div>
  );
}
