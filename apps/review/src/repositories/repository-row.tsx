import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/context.tsx';
import type { Repository } from '../api/entities.ts';
import { repositoriesQuery } from '../api/queries.ts';
import { Time } from '../ui/time.tsx';
import { useFailureToast } from '../ui/toasts.tsx';
import { PermissionFields, type Permissions } from './permission-fields.tsx';

interface RepositoryRowProps {
  account: number;
  repository: Repository;
  /** Null for people who may only look. */
  onDisconnect: (() => void) | null;
}

export function RepositoryRow({ account, repository, onDisconnect }: RepositoryRowProps) {
  const api = useApi();
  const client = useQueryClient();
  const tellFailure = useFailureToast();
  /** Shows at once, and is taken back when it fails. */
  const [chosen, setChosen] = useState<Permissions | null>(null);
  const change = useMutation({
    mutationFn: (body: Permissions) =>
      api.changeRepository({ params: { account, repository: repository.id }, body }),
    onSuccess: () => client.invalidateQueries(repositoriesQuery(api, account)),
    onError: (error) => tellFailure('Nothing was changed', error),
    onSettled: () => setChosen(null),
  });
  const { name, workflows, pullRequests, createdAt } = repository;
  return (
    <li className="repository">
      <fieldset className="repository-permissions">
        <legend className="repository-name">
          <b>{name}</b>{' '}
          <span className="soft">
            connected <Time at={createdAt} />
          </span>
        </legend>
        <PermissionFields
          value={chosen ?? { workflows, pullRequests }}
          disabled={onDisconnect === null || chosen !== null}
          onChange={(permissions) => {
            setChosen(permissions);
            change.mutate(permissions);
          }}
        />
      </fieldset>
      {onDisconnect !== null && (
        <button
          type="button"
          className="button button-bad"
          aria-label={`Disconnect ${name}`}
          onClick={onDisconnect}
        >
          Disconnect
        </button>
      )}
    </li>
  );
}
