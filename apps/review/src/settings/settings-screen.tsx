import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/context.tsx';
import type { ApiKey } from '../api/entities.ts';
import { apiKeysQuery, meQuery } from '../api/queries.ts';
import { Failure, Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useTitle } from '../ui/use-title.ts';
import { ApiKeyRow } from './api-key-row.tsx';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { RevokeKeyDialog } from './revoke-key-dialog.tsx';
import { SettingsNav } from './settings-nav.tsx';
import './settings-screen.css';

/** API keys: the credentials CI sends with every call. */
export default function SettingsScreen({ account }: { account: number }) {
  const api = useApi();
  const keys = useQuery(apiKeysQuery(api, account));
  const me = useQuery(meQuery(api));
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  useTitle('Settings');
  const isAdmin = me.data?.accounts.some(({ id, role }) => id === account && role === 'admin');
  return (
    <div className="page">
      <SettingsNav account={account} />
      <header className="page-header">
        <div>
          <h1>API keys</h1>
          <p className="soft">
            {isAdmin
              ? 'CI signs its calls with one of these.'
              : 'CI signs its calls with one of these. Administrators create and revoke them.'}
          </p>
        </div>
        {isAdmin && (
          <button type="button" className="button button-main" onClick={() => setCreating(true)}>
            Create a key
          </button>
        )}
      </header>
      {keys.isPending && <Skeleton lines={3} label="Loading keys" />}
      {keys.error && <Failure error={keys.error} retry={keys.refetch} />}
      {keys.data?.apiKeys.length === 0 && (
        <div className="card">
          <Notice icon="key" title="No keys yet">
            <p>The first key lets a project send its pictures.</p>
          </Notice>
        </div>
      )}
      {keys.data && keys.data.apiKeys.length > 0 && (
        <ul className="card api-keys">
          {keys.data.apiKeys.map((key) => (
            <ApiKeyRow
              key={key.key}
              apiKey={key}
              onRevoke={isAdmin ? () => setRevoking(key) : null}
            />
          ))}
        </ul>
      )}
      {creating && <CreateKeyDialog account={account} onClose={() => setCreating(false)} />}
      {revoking && (
        <RevokeKeyDialog account={account} apiKey={revoking} onClose={() => setRevoking(null)} />
      )}
    </div>
  );
}
