import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/context.tsx';
import type { Destination } from '../api/entities.ts';
import { hookQuery } from '../api/queries.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Failure } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { kinds, placeOf } from './kinds.ts';

interface HookDialogProps {
  account: number;
  destination: Destination;
  onClose: () => void;
}

/** What is typed in at a forge, so that it says which pull requests are open, and into what they go. */
export function HookDialog({ account, destination, onClose }: HookDialogProps) {
  const { data, error, refetch } = useQuery(
    hookQuery(useApi(), { account, destination: destination.id }),
  );
  const [isShown, setIsShown] = useState(false);
  return (
    <Dialog open onClose={onClose} title={`Hook of ${placeOf(destination)}`}>
      <div className="destination-form">
        <p className="soft">
          With it the forge says which pull requests are open, and their base. Nothing is told of
          closed ones.
        </p>
        <p>{kinds[destination.kind].hook}</p>
        {error && <Failure error={error} retry={refetch} />}
        {data === undefined && !error && <Skeleton lines={2} label="Loading the hook" />}
        {data?.hook && (
          <dl className="destination-hook">
            <dt>Address</dt>
            <dd className="destination-secret">
              <code>{data.hook.url}</code>
              <CopyButton text={data.hook.url} label="Copy the address" />
            </dd>
            <dt>Secret</dt>
            <dd className="destination-secret">
              <code>{isShown ? data.hook.secret : '•'.repeat(16)}</code>
              <span className="destination-actions">
                <button
                  type="button"
                  className="button"
                  aria-label={isShown ? 'Hide the secret' : 'Show the secret'}
                  onClick={() => setIsShown(!isShown)}
                >
                  {isShown ? 'Hide' : 'Show'}
                </button>
                <CopyButton text={data.hook.secret} label="Copy the secret" />
              </span>
            </dd>
          </dl>
        )}
      </div>
      <div className="dialog-actions">
        <button type="button" className="button button-main" onClick={onClose}>
          Done
        </button>
      </div>
    </Dialog>
  );
}
