import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/context.tsx';
import type { Destination } from '../api/entities.ts';
import { destinationsQuery, meQuery } from '../api/queries.ts';
import { SettingsNav } from '../settings/settings-nav.tsx';
import { Failure, Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useTitle } from '../ui/use-title.ts';
import { AddDialog, ChangeDialog, RemoveDialog } from './destination-dialogs.tsx';
import { DestinationRow } from './destination-row.tsx';
import { HookDialog } from './hook-dialog.tsx';
import { isAddable, kinds } from './kinds.ts';
import { ReadBackDialog } from './read-back-dialog.tsx';
import './destinations.css';

type Asked =
  | { about: 'add' }
  | { about: 'change' | 'remove' | 'hook' | 'read-back'; destination: Destination };

/** Where verdicts are told outside, and whether they arrive. */
export default function DestinationsScreen({ account }: { account: number }) {
  const api = useApi();
  const list = useQuery(destinationsQuery(api, account));
  const me = useQuery(meQuery(api));
  const [asked, setAsked] = useState<Asked | null>(null);
  useTitle('Destinations');
  const isAdmin =
    me.data?.accounts.some(({ id, role }) => id === account && role === 'admin') === true;
  const close = () => setAsked(null);
  return (
    <div className="page">
      <SettingsNav account={account} />
      <header className="page-header">
        <div>
          <h1>Destinations</h1>
          <p className="soft">
            Where verdicts are told outside.
            {!isAdmin && ' Administrators change them.'}
          </p>
        </div>
        {isAdmin && (
          <button
            type="button"
            className="button button-main"
            onClick={() => setAsked({ about: 'add' })}
          >
            Add a destination
          </button>
        )}
      </header>
      {list.isPending && <Skeleton lines={3} label="Loading destinations" />}
      {list.error && <Failure error={list.error} retry={list.refetch} />}
      {list.data?.destinations.length === 0 && (
        <div className="card">
          <Notice icon="arrow" title="Nothing is told yet">
            <p>
              A forge shows verdicts beside its commits; a webhook hears of everything that happens.
            </p>
          </Notice>
        </div>
      )}
      {list.data && list.data.destinations.length > 0 && (
        <ul className="card">
          {list.data.destinations.map((destination) => (
            <DestinationRow
              key={destination.id}
              account={account}
              destination={destination}
              mayTest={isAdmin}
              actions={
                isAdmin && isAddable(destination.kind)
                  ? {
                      onChange: () => setAsked({ about: 'change', destination }),
                      onRemove: () => setAsked({ about: 'remove', destination }),
                    }
                  : null
              }
              forge={
                isAdmin && kinds[destination.kind].hook !== undefined
                  ? {
                      onHook: () => setAsked({ about: 'hook', destination }),
                      onReadBack: () => setAsked({ about: 'read-back', destination }),
                    }
                  : null
              }
            />
          ))}
        </ul>
      )}
      {asked?.about === 'add' && <AddDialog account={account} onClose={close} />}
      {asked?.about === 'change' && (
        <ChangeDialog account={account} destination={asked.destination} onClose={close} />
      )}
      {asked?.about === 'hook' && (
        <HookDialog account={account} destination={asked.destination} onClose={close} />
      )}
      {asked?.about === 'read-back' && (
        <ReadBackDialog account={account} destination={asked.destination} onClose={close} />
      )}
      {asked?.about === 'remove' && (
        <RemoveDialog account={account} destination={asked.destination} onClose={close} />
      )}
    </div>
  );
}
