import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/context.tsx';
import type { Assistant } from '../api/entities.ts';
import { assistantsQuery } from '../api/queries.ts';
import { SettingsNav } from '../settings/settings-nav.tsx';
import { Failure, Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useTitle } from '../ui/use-title.ts';
import { AssistantRow } from './assistant-row.tsx';
import { RevokeAssistantDialog } from './revoke-assistant-dialog.tsx';
import './assistants.css';

/** The programs that act for whoever is signed in, in all of their accounts. */
export default function AssistantsScreen({ account }: { account: number }) {
  const api = useApi();
  const list = useQuery(assistantsQuery(api));
  const [revoking, setRevoking] = useState<Assistant | null>(null);
  useTitle('Connected assistants');
  return (
    <div className="page">
      <SettingsNav account={account} />
      <header className="page-header">
        <div>
          <h1>Connected assistants</h1>
          <p className="soft">
            Programs that may look and decide in your name, each in one account. They end after 30
            days without use.
          </p>
        </div>
      </header>
      {list.isPending && <Skeleton lines={3} label="Loading assistants" />}
      {list.error && <Failure error={list.error} retry={list.refetch} />}
      {list.data?.assistants.length === 0 && (
        <div className="card">
          <Notice icon="key" title="No assistants yet">
            <p>
              Give yours the address{' '}
              <code className="assistant-address">{location.origin}/api/mcp</code>, and it asks you
              here.
            </p>
          </Notice>
        </div>
      )}
      {list.data && list.data.assistants.length > 0 && (
        <ul className="card assistants">
          {list.data.assistants.map((assistant) => (
            <AssistantRow
              key={assistant.id}
              assistant={assistant}
              onRevoke={() => setRevoking(assistant)}
            />
          ))}
        </ul>
      )}
      {revoking && <RevokeAssistantDialog assistant={revoking} onClose={() => setRevoking(null)} />}
    </div>
  );
}
