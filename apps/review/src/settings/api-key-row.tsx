import type { ApiKey } from '../api/entities.ts';
import { Time } from '../ui/time.tsx';
import '../ui/state-badge.css';

const kinds: Record<ApiKey['kind'], string | null> = {
  machine: null,
  person: 'Person',
  workflow: 'Workflow',
  'pull-request': 'Pull request',
};

interface ApiKeyRowProps {
  apiKey: ApiKey;
  /** Null for people who may not. */
  onRevoke: (() => void) | null;
}

export function ApiKeyRow({ apiKey, onRevoke }: ApiKeyRowProps) {
  const { key, label, kind, project, createdAt, lastUsedAt, expiresAt } = apiKey;
  return (
    <li className="api-key">
      <div className="api-key-name">
        <b>{label}</b>
        {/* That of a pull request is its address, which is also what it is called. */}
        {key !== label && <code className="soft">{key}</code>}
        {(kinds[kind] !== null || project !== null) && (
          <p className="api-key-limits">
            {kinds[kind] !== null && <span className="badge badge-quiet">{kinds[kind]}</span>}
            {project !== null && <span className="badge badge-quiet">only {project}</span>}
          </p>
        )}
      </div>
      <p className="soft api-key-use">
        created <Time at={createdAt} />,{' '}
        {lastUsedAt ? (
          <>
            last used <Time at={lastUsedAt} />
          </>
        ) : (
          'never used'
        )}
        {expiresAt !== null && (
          <>
            , expires <Time at={expiresAt} />
          </>
        )}
      </p>
      {onRevoke !== null && (
        <button
          type="button"
          className="button button-bad"
          aria-label={`Revoke ${label}`}
          onClick={onRevoke}
        >
          Revoke
        </button>
      )}
    </li>
  );
}
