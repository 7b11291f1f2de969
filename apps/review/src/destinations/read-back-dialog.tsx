import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/context.tsx';
import type { Destination } from '../api/entities.ts';
import { destinationsQuery } from '../api/queries.ts';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorText } from '../ui/error-text.tsx';
import { placeOf } from './kinds.ts';

interface ReadBackDialogProps {
  account: number;
  destination: Destination;
  onClose: () => void;
}

const hourMs = 60 * 60_000;

const spans = [
  { label: '1 hour', ms: hourMs },
  { label: '1 day', ms: 24 * hourMs },
  { label: '7 days', ms: 7 * 24 * hourMs },
];

const said = (count: number) =>
  count === 0
    ? 'Nothing was told there in that time.'
    : `${count} ${count === 1 ? 'delivery is' : 'deliveries are'} read back.`;

/** After an outage of a forge: asks it for what it was told, from a time on. */
export function ReadBackDialog({ account, destination, onClose }: ReadBackDialogProps) {
  const api = useApi();
  const client = useQueryClient();
  const [ms, setMs] = useState(hourMs);
  const read = useMutation({
    mutationFn: () =>
      api.reconcile({
        params: { account, destination: destination.id },
        body: { since: new Date(Date.now() - ms).toISOString() },
      }),
    onSuccess: () => client.invalidateQueries(destinationsQuery(api, account)),
  });
  return (
    <Dialog open onClose={onClose} title={`Read back ${placeOf(destination)}`}>
      <div className="destination-form">
        <p className="soft">
          What was told there is asked for again; what the forge has lost is told again.
        </p>
        <fieldset className="destination-choices">
          <legend>Told in the last</legend>
          {spans.map((span) => (
            <label key={span.ms} className="destination-choice">
              <input
                type="radio"
                name="since"
                checked={ms === span.ms}
                onChange={() => setMs(span.ms)}
              />
              {span.label}
            </label>
          ))}
        </fieldset>
        <p role="status" className="destination-trial">
          {read.data && said(read.data.readBack)}
        </p>
        {read.error && (
          <p className="dialog-error" role="alert">
            <ErrorText error={read.error} />
          </p>
        )}
      </div>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
        <button
          type="button"
          className="button button-main"
          disabled={read.isPending}
          onClick={() => read.mutate()}
        >
          Read back
        </button>
      </div>
    </Dialog>
  );
}
