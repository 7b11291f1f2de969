import { useState } from 'react';
import type { Fleet } from '../api/entities.ts';
import { Time } from '../ui/time.tsx';
import { CreateTokenDialog } from './create-token-dialog.tsx';
import { RevokeTokenDialog } from './revoke-token-dialog.tsx';

type Token = Fleet['tokens'][number];

/** What workers show to be given captures. */
export function TokenList({ tokens }: { tokens: Token[] }) {
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<Token | null>(null);
  return (
    <section className="fleet-section" aria-labelledby="fleet-tokens">
      <div className="fleet-section-head">
        <h2 id="fleet-tokens">Tokens</h2>
        <button type="button" className="button button-main" onClick={() => setCreating(true)}>
          Create a token
        </button>
      </div>
      {tokens.length === 0 ? (
        <p className="soft">
          None yet: workers use that of the installation, which the server was started with.
        </p>
      ) : (
        <ul className="card">
          {tokens.map((token) => (
            <li key={token.id} className="fleet-token">
              <b>{token.label}</b>
              <span className="soft">
                created <Time at={token.createdAt} /> by {token.createdBy}
              </span>
              <button
                type="button"
                className="button button-bad"
                aria-label={`Revoke ${token.label}`}
                onClick={() => setRevoking(token)}
              >
                Revoke
              </button>
            </li>
          ))}
        </ul>
      )}
      {creating && <CreateTokenDialog onClose={() => setCreating(false)} />}
      {revoking && <RevokeTokenDialog token={revoking} onClose={() => setRevoking(null)} />}
    </section>
  );
}
