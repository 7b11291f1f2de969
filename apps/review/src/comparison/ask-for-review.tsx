import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useApi } from '../api/context.tsx';
import { meQuery, peopleQuery } from '../api/queries.ts';
import { useKeyHint } from '../keys/key-hint.tsx';
import { useActions } from '../keys/use-actions.ts';
import { Dialog } from '../ui/dialog.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { ErrorText } from '../ui/error-text.tsx';
import { Icon } from '../ui/icon.tsx';

interface AskForReviewProps {
  account: number;
  comparison: number;
}

/** A button that asks somebody of the account by name to look at a comparison. */
export function AskForReview(props: AskForReviewProps) {
  const [isOpen, setIsOpen] = useState(false);
  useActions(useMemo(() => ({ 'review.ask': () => setIsOpen(true) }), []));
  return (
    <>
      <button
        type="button"
        className="button button-plain comparison-ask"
        {...useKeyHint('review.ask')}
        onClick={() => setIsOpen(true)}
      >
        <Icon name="eye" />
        <span className="comparison-ask-words">Ask for a review</span>
      </button>
      {isOpen && <AskDialog {...props} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function AskDialog({ account, comparison, onClose }: AskForReviewProps & { onClose: () => void }) {
  const api = useApi();
  const me = useQuery(meQuery(api));
  const people = useQuery(peopleQuery(api, account));
  const others = people.data?.people.filter(({ id }) => id !== me.data?.user.id) ?? [];
  const [chosen, setChosen] = useState('');
  const person = others.find(({ id }) => id === chosen) ?? others[0];
  const ask = useMutation({
    mutationFn: (body: { person: string }) =>
      api.askForReview({ params: { account, comparison }, body }),
  });
  const asked = ask.isSuccess && others.find(({ id }) => id === ask.variables.person);
  const error = ask.error ?? people.error;

  return (
    <Dialog open onClose={onClose} title="Ask for a review">
      <DialogForm
        action="Ask"
        back="Close"
        problem={error && <ErrorText error={error} />}
        isReady={person !== undefined && !ask.isPending}
        onSend={() => person && ask.mutate({ person: person.id })}
        onClose={onClose}
      >
        {people.data && others.length === 0 ? (
          <p className="soft">Nobody else is in this account.</p>
        ) : (
          <label className="field">
            <span>Who</span>
            <select
              className="input"
              value={person?.id ?? ''}
              disabled={person === undefined}
              onChange={({ target }) => setChosen(target.value)}
            >
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
            <small>They find it in their inbox, and get mail as they wish.</small>
          </label>
        )}
        <p role="status">{asked && `${asked.name} was asked.`}</p>
      </DialogForm>
    </Dialog>
  );
}
