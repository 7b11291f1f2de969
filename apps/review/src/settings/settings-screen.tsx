import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/context.tsx';
import type { ApiKey } from '../api/entities.ts';
import { apiKeysQuery, meQuery } from '../api/queries.ts';
import { Failure, Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Time } from '../ui/time.tsx';
import { useTitle } from '../ui/use-title.ts';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { RevokeKeyDialog } from './revoke-key-dialog.tsx';
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
            <li key={key.key} className="api-key">
              <div className="api-key-name">
                <b>{key.label}</b>
                <code className="soft">{key.key}</code>
              </div>
              <p className="soft api-key-use">
                created <Time at={key.createdAt} />,{' '}
                {key.lastUsedAt ? (
                  <>
                    last used <Time at={key.lastUsedAt} />
                  </>
                ) : (
                  'never used'
                )}
              </p>
              {isAdmin && (
                <button
                  type="button"
                  className="button button-bad"
                  aria-label={`Revoke ${key.label}`}
                  onClick={() => setRevoking(key)}
                >
                  Revoke
                </button>
              )}
            </li>
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
