import type { Assistant } from '../api/entities.ts';
import { Time } from '../ui/time.tsx';

interface AssistantRowProps {
  assistant: Assistant;
  onRevoke: () => void;
}

export function AssistantRow({ assistant, onRevoke }: AssistantRowProps) {
  const { name, address, account, createdAt, lastUsedAt } = assistant;
  return (
    <li className="assistant">
      <div className="assistant-name">
        <b>{name}</b>
        {address !== null && <span className="soft">says it is from {address}</span>}
      </div>
      <p className="soft assistant-use">
        in {account.name}, connected <Time at={createdAt} />,{' '}
        {lastUsedAt ? (
          <>
            last used <Time at={lastUsedAt} />
          </>
        ) : (
          'never used'
        )}
      </p>
      <button
        type="button"
        className="button button-bad"
        aria-label={`Revoke ${name} in ${account.name}`}
        onClick={onRevoke}
      >
        Revoke
      </button>
    </li>
  );
}
