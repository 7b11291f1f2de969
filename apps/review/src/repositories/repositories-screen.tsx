import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/context.tsx';
import type { Repository } from '../api/entities.ts';
import { meQuery, repositoriesQuery } from '../api/queries.ts';
import { SettingsNav } from '../settings/settings-nav.tsx';
import { Failure, Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useTitle } from '../ui/use-title.ts';
import { ConnectDialog } from './connect-dialog.tsx';
import { DisconnectDialog } from './disconnect-dialog.tsx';
import { RepositoryRow } from './repository-row.tsx';
import './repositories-screen.css';

/** Repositories whose runs may do without a stored API key. */
export default function RepositoriesScreen({ account }: { account: number }) {
  const api = useApi();
  const list = useQuery(repositoriesQuery(api, account));
  const me = useQuery(meQuery(api));
  const [connecting, setConnecting] = useState(false);
  const [disconnecting, setDisconnecting] = useState<Repository | null>(null);
  useTitle('Repositories');
  const isAdmin =
    me.data?.accounts.some(({ id, role }) => id === account && role === 'admin') === true;
  return (
    <div className="page">
      <SettingsNav account={account} />
      <header className="page-header">
        <div>
          <h1>Repositories</h1>
          <p className="soft">
            Runs of these may do without a stored key: they are given one that ends by itself.
            {!isAdmin && ' Administrators connect them.'}
          </p>
        </div>
        {isAdmin && (
          <button type="button" className="button button-main" onClick={() => setConnecting(true)}>
            Connect a repository
          </button>
        )}
      </header>
      {list.isPending && <Skeleton lines={3} label="Loading repositories" />}
      {list.error && <Failure error={list.error} retry={list.refetch} />}
      {list.data?.repositories.length === 0 && (
        <div className="card">
          <Notice icon="key" title="No repositories yet">
            <p>Until one is connected, every run needs an API key.</p>
          </Notice>
        </div>
      )}
      {list.data && list.data.repositories.length > 0 && (
        <ul className="card">
          {list.data.repositories.map((repository) => (
            <RepositoryRow
              key={repository.id}
              account={account}
              repository={repository}
              onDisconnect={isAdmin ? () => setDisconnecting(repository) : null}
            />
          ))}
        </ul>
      )}
      {connecting && <ConnectDialog account={account} onClose={() => setConnecting(false)} />}
      {disconnecting && (
        <DisconnectDialog
          account={account}
          repository={disconnecting}
          onClose={() => setDisconnecting(null)}
        />
      )}
    </div>
  );
}
